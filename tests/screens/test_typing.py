"""Pinyin becomes words, the county's places come first, a line loses nothing, and nothing typed reaches a file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from screens.typing import places
from screens.typing.line import Line, in_draft, of_draft
from screens.typing.pinyin import LONGEST, Found, Pinyin, Word, engine

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def pinyin() -> Pinyin:
    return Pinyin()


def offered(pinyin: Pinyin, letters: str) -> Found:
    return places.before(letters, pinyin.find(letters))


# ---------------------------------------------------------------- words
@pytest.mark.parametrize(("letters", "word"), [
    ("zhangwei", "张伟"), ("yanglaobaoxian", "养老保险"), ("xi'an", "西安"), ("lvse", "绿色"), ("nihao", "你好"),
])
def test_the_engine_knows_common_words(pinyin: Pinyin, letters: str, word: str) -> None:
    assert word in [one.text for one in pinyin.find(letters).words[:6]]


def test_letters_are_shown_by_syllables_and_a_word_says_what_it_uses(pinyin: Pinyin) -> None:
    found = pinyin.find("wensanlu")
    assert found.syllables == ("wen", "san", "lu")
    assert next(word for word in found.words if word.text == "文") == Word("文", 3)
    assert pinyin.find("xi'an").words[0] == Word("西安", 5)


def test_what_is_no_pinyin_has_no_word_and_stays_as_it_is(pinyin: Pinyin) -> None:
    assert pinyin.find("v") == Found(("v",), ())
    assert pinyin.find("") == Found((), ())
    assert "".join(pinyin.find("nihaov").syllables) == "nihaov"


FLOOD = """
from screens.typing.pinyin import LONGEST, Pinyin
pinyin, count = Pinyin(), 0
starts = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split() + [""]
ends = "a o e i u v ai ei ao ou an en ang eng ong ia iao iu ian iang iong ua uai uan uang ue".split() + ["", "'"]
for piece in [start + end for start in starts for end in ends if start + end]:
    for more in ("", "g", "an", "y"):
        pinyin.find(((piece + more) * LONGEST)[:LONGEST])
        count += 1
print(count)
"""


def test_no_letters_overflow_the_engine_which_would_end_the_process() -> None:
    """libgooglepinyin 0.1.2 aborts on "gengengengengengengengen"; here it bears every syllable, many times over."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    said = subprocess.run([sys.executable, "-c", FLOOD], check=True, capture_output=True, text=True, timeout=120,
                          env=environment)
    assert int(said.stdout) > 2000


def test_long_runs_are_looked_up_a_part_at_a_time(pinyin: Pinyin) -> None:
    line = Line("", "zhonghuarenmingongheguoguowuyuan")
    while line.letters:
        line = line.choose(pinyin.find(line.letters).words[0])
    assert line.value == "中华人民共和国国务院"


def test_places_come_first_by_whole_pinyin_initials_and_beginning(pinyin: Pinyin) -> None:
    for letters in ("yunxixian", "yxx", "yunxix", "yun'xi'xian"):
        assert offered(pinyin, letters).words[0] == Word("云溪县", len(letters)), letters
    assert "云溪县" not in [word.text for word in pinyin.find("yunxixian").words]  # the engine alone does not know it


def test_a_place_at_the_beginning_leaves_the_rest(pinyin: Pinyin) -> None:
    words = offered(pinyin, "yunxixiansonglincun").words
    assert words[0] == Word("云溪县", 9)
    line = Line("", "yunxixiansonglincun").choose(words[0])
    assert (line.value, line.letters) == ("云溪县", "songlincun")
    assert offered(pinyin, line.letters).words[0].text == "松林村"


def test_every_place_of_the_sandbox_is_in_the_lexicon_and_every_place_is_found(pinyin: Pinyin) -> None:
    said = "".join((ROOT / "sandbox/data" / name).read_text("utf-8") for name in ("citizens.toml", "catalog.toml"))
    names = {name for run in re.findall(r'address = "([^"0-9]+)', said) for name in re.findall(r".+?[县镇村]", run)}
    assert len(names) >= 4
    assert names | {"松林镇"} <= {place.name for place in places.places()}
    for place in places.places():
        assert len(place.initials) == len(place.name)
        assert place.name in [word.text for word in offered(pinyin, place.pinyin).words[:3]]


def test_every_place_has_its_glyphs() -> None:
    has = TTFont(ROOT / "assets/fonts/NotoSansSC-Regular.ttf").getBestCmap()
    assert {letter for place in places.places() for letter in place.name if ord(letter) not in has} == set()
    assert tomllib.loads(places.FILE.read_text("utf-8"))["county"]


# ---------------------------------------------------------------- a line
def test_keys_change_the_line_and_words_take_their_letters() -> None:
    line = Line("云")
    for key in "xian":
        line = line.press(key)
    assert (line.value, line.letters) == ("云", "xian")
    assert line.press("del").letters == "xia"
    assert line.choose(Word("县", 4)) == Line("云县")
    assert line.press("mode") == Line("云xian", mode="latin")
    assert Line("云").press("del").value == ""
    assert Line("", "xi").press("'").press("'").letters == "xi'"
    assert Line("").press("'").press("space") == Line("")


def test_latin_letters_digits_and_signs_stand_at_once() -> None:
    line = Line("", mode="latin")
    for key in ("a", "shift", "B", "space", "1", "-", "'"):
        line = line.press(key)
    assert (line.value, line.letters, line.mode) == ("aB 1-'", "", "capitals")


def test_a_line_never_grows_beyond_its_longest() -> None:
    line = Line("12", longest=3)
    for key in "3456":
        line = line.press(key)
    assert line.value == "123"
    assert Line("一二", "x", longest=3).choose(Word("三四", 1)).value == "一二三"
    pressed = Line("")
    for _ in range(60):
        pressed = pressed.press("a")
    assert len(pressed.letters) == LONGEST


def test_a_line_comes_back_from_the_draft_as_it_was() -> None:
    line = Line("云溪县", "song", "pinyin", 2, True, 40)
    assert of_draft(in_draft(line, "address"), "address", "云溪县", 40, "latin") == line


# ---------------------------------------------------------------- nothing is kept
TYPE = """
import ctypes, sys
from screens.typing.line import Line
from screens.typing.pinyin import Pinyin
pinyin = Pinyin()
pinyin._lib.im_choose.argtypes = [ctypes.c_size_t]
if sys.argv[1]:
    pinyin._lib.im_close_decoder()
    from pathlib import Path
    dictionary = next(Path("/usr/lib").glob("*/googlepinyin/data/dict_pinyin.dat"))
    assert pinyin._lib.im_open_decoder(str(dictionary).encode(), sys.argv[1].encode())
for _ in range(3):
    line = Line("", "wensanlu")
    for wanted in "文三鹿":
        line = line.choose(next(word for word in pinyin.find(line.letters).words if word.text == wanted))
    pinyin._lib.im_reset_search()
    count = pinyin._lib.im_search(b"wensanlu", 8)
    for wanted in "文三鹿":  # what the kiosk never does: choose inside the engine, which is when it learns
        count = pinyin._lib.im_choose(next(number for number in range(count) if pinyin._nth(number) == wanted))
    print(line.value)
pinyin._lib.im_flush_cache()
pinyin._lib.im_close_decoder()
"""


def typed(folder: Path, dictionary: str) -> tuple[str, list[Path]]:
    """The canary as it was chosen, and the files that hold it in any coding."""
    said = subprocess.run(
        [sys.executable, "-c", TYPE, dictionary], cwd=folder, check=True, capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), "TMPDIR": str(folder),
             "XDG_CONFIG_HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    word = said.stdout.split()[0]
    codings = [word.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    codings.append(b"wensanlu")
    files = [path for path in folder.rglob("*") if path.is_file()]
    return word, [path for path in files if any(coding in path.read_bytes() for coding in codings)]


def test_no_file_holds_what_was_typed_and_chosen(tmp_path: Path) -> None:
    word, found = typed(tmp_path, "")
    assert word == "文三鹿"
    assert found == [] and list(tmp_path.rglob("*")) == []


def test_an_engine_that_may_learn_would_have_been_found_out(tmp_path: Path) -> None:
    _, found = typed(tmp_path, str(tmp_path / "user.dat"))
    assert [path.name for path in found] == ["user.dat"]


def test_without_the_library_there_is_latin_and_a_line_in_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    assert engine(lambda: Pinyin("libnosuchpinyin.so.0")) is None
    assert "pinyin is off" in capfd.readouterr().err
