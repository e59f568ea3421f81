// What the page is made of: words in the language of the reader, buttons, menus, rows; a post to /do/PART/OP.
export const by = (id) => document.getElementById(id);
export let lang = localStorage.getItem("lang") ?? "zh";
export const speak = (chosen) => { lang = chosen; localStorage.setItem("lang", chosen); };
export const t = (key) => words[lang][key] ?? key;
export const yuan = (fen) => `¥${(fen / 100).toFixed(2)}`;
export const item = (key) => facts.items[key]?.[lang] ?? key;

export async function post(path, body = {}) {
  const answer = await fetch("do/" + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  return answer.ok ? answer.json() : {};
}

export const make = (tag, text = "", cls = "") => Object.assign(document.createElement(tag), { textContent: text, className: cls });
export const fill = (id, ...nodes) => by(id).replaceChildren(...nodes);
export const button = (id, act, word = id.split(":").pop()) => Object.assign(make("button", t(word)), { id, onclick: act });
export const act = (path, body, word) => button(path.replace("/", ":"), () => post(path, body), word);

// A switch: what it does when it is out, and what when it is in; `pressed` shows which.
export function toggle(id, on, off) {
  const made = button(id, () => post(...(made.ariaPressed === "true" ? off : on)));
  made.ariaPressed = "false";
  return made;
}
export const pressed = (id, is) => { by(id).ariaPressed = String(Boolean(is)); };

export const mark = (id, text, bad = false) => { by(id).textContent = text; by(id).className = bad ? "bad" : "good"; };
export const rows = (id, list) => fill(id, ...list.map((cells) => { const tr = make("tr"); tr.append(...cells.map(([text, cls]) => (text instanceof Node ? wrapped(text) : make("td", text, cls)))); return tr; }));
const wrapped = (node) => { const td = make("td", "", "act"); td.append(node); return td; };

export function menu(id, list, word = t) {
  const kept = by(id).value;
  fill(id, ...list.map((one) => new Option(word(one), one)));
  by(id).value = list.includes(kept) ? kept : list[0];
}
