// The dock's hands: every button is a post to /do/PART/OP.  What is seen of it comes from live.js.
import { act, button, by, fill, lang, menu, post, speak, t, toggle } from "./page.js";
import { show } from "./live.js";
import { glass } from "./glass.js";

const fault = (kind) => (["slow", "down", "cut"].includes(kind) ? kind + "_" : kind);  // words that devices use too
const place = (endpoint) => (endpoint === "events" ? "events_" : endpoint);
const plug = (part, back = "replug") => toggle(part + ":unplug", [part + "/unplug"], [`${part}/${back}`]);
const faulty = (one) => Object.assign(one, { className: "fault" });
const everything = (kind, ms) => () => post("platform/fault", { endpoint: "all", kind, ms });
const ARROWS = { centre: "◎", left: "←", right: "→", up: "↑", down: "↓", nearer: "⊕" };

function reader() {
  fill("people", ...facts.people.map((one) => {
    const card = button("lay-" + one.key, () => post("id_reader/lay", { person: one.key }), one.name);
    card.append(Object.assign(document.createElement("small"), { textContent: t(one.expired ? "expired" : one.card) }));
    card.title = t("lay");
    return card;
  }), act("id_reader/pull"), plug("id_reader"));
  menu("wire", facts.wire, (one) => t(one === "pull" ? "wire-pull" : one));
  by("spoil").onclick = () => post("id_reader/fault", { kind: by("wire").value, on: "read" });
}

function camera() {
  const names = Object.fromEntries(facts.people.map((one) => [one.key, one.name]));
  menu("who", facts.people.map((one) => one.key), (key) => names[key]);
  menu("as", [...facts.kinds, "two"]);
  const stand = () => { const as = by("as").value; post("camera/stand", { person: by("who").value, as: as === "two" ? "person" : as, beside: as === "two" }); };
  fill("standing", button("camera:stand", stand), act("camera/leave"), toggle("camera:dark", ["camera/dark", { on: true }], ["camera/dark", { on: false }]), plug("camera"));
  fill("moves", ...facts.moves.map((move) => Object.assign(button("do:" + move, () => post("camera/do", { move }), ARROWS[move]), { title: t(move) })));
}

function codes() {
  const text = () => by("code").value.trim();
  by("code").placeholder = t("typed");
  by("bill").onchange = () => { by("code").value = by("bill").value; };
  by("copy").onclick = () => navigator.clipboard?.writeText(by("bill").value);
  fill("code-acts", button("code:scanner", () => post("code_scanner/show", { text: text() })), button("code:lens", () => post("camera/code", { text: text() })),
    button("code:away", () => { post("code_scanner/remove"); post("camera/code"); }), plug("code_scanner"));
  fill("paycodes", ...["pays", "types", "declines"].map((how) => button("paycode:" + how, async () => {
    by("code").value = (await post("platform/paycode", { how })).code ?? "";
    post("code_scanner/show", { text: text() });
  })));
}

function machine() {
  fill("phone-acts", ...["pay", "decline", "late", "twice"].map((deed) => button("phone:" + deed, () => post("platform/phone", { order: "last", do: deed }))));
  fill("printer-acts", toggle("a4_printer:empty", ["a4_printer/empty"], ["a4_printer/refill"]), toggle("a4_printer:jam", ["a4_printer/jam"], ["a4_printer/clear"]),
    toggle("a4_printer:cover", ["a4_printer/cover", { open: true }], ["a4_printer/cover", { open: false }]), toggle("a4_printer:slow", ["a4_printer/slow", { seconds: 5, on: true }], ["a4_printer/slow", { seconds: 0.2, on: false }]),
    faulty(act("a4_printer/lie")), toggle("a4_printer:deaf", ["a4_printer/deaf", { on: true }], ["a4_printer/deaf", { on: false }]), plug("a4_printer", "plug"));
  fill("receipts-acts", act("receipt_printer/take"), ...["low", "out"].map((state) => toggle("receipt_printer:" + state, ["receipt_printer/paper", { state }], ["receipt_printer/paper", { state: "ok" }])),
    toggle("receipt_printer:cover", ["receipt_printer/cover", { open: true }], ["receipt_printer/cover", { open: false }]),
    ...["paper", "cutter"].map((what) => toggle("receipt_printer:" + what, ["receipt_printer/jam", { what }], ["receipt_printer/heal"])), plug("receipt_printer"));
  fill("dispenser-acts", act("dispenser/restock"), act("dispenser/take"), faulty(act("dispenser/empty", {}, "emptied")),
    ...["jam", "bin_full"].map((op) => toggle("dispenser:" + op, ["dispenser/" + op], ["dispenser/heal"])), plug("dispenser"));
}

function county() {
  fill("net", button("net:good", everything("none")), button("net:slow800", everything("slow", 800)), button("net:slow4000", everything("slow", 4000)), button("net:cut", everything("down")));
  menu("endpoint", facts.endpoints.filter((one) => one !== "all"), (one) => t(place(one)));
  menu("lie", facts.faults, (kind) => t(fault(kind)));
  by("lies").onclick = () => post("platform/fault", { endpoint: by("endpoint").value, kind: by("lie").value, ms: 2000 });
}

function draw() {
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-t]").forEach((one) => { one.textContent = t(one.dataset.t); });
  document.querySelectorAll("[data-do]").forEach((one) => { one.onclick = () => post(one.dataset.do); });
  document.querySelectorAll("[data-lang]").forEach((one) => { one.className = one.dataset.lang === lang ? "on" : ""; one.onclick = () => { speak(one.dataset.lang); draw(); }; });
  for (const part of [reader, camera, codes, machine, county]) part();
}

draw();
new EventSource("live").onmessage = (message) => show(JSON.parse(message.data), { fault, place });
glass();
