// The dock: buttons are posts to /do/PART/OP; what is shown comes from /live about once a second.
const by = (id) => document.getElementById(id);
let lang = localStorage.getItem("lang") ?? "zh";
const t = (key) => words[lang][key] ?? key;
const post = (path, body = {}) => fetch("do/" + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const make = (tag, text = "", cls = "") => Object.assign(document.createElement(tag), { textContent: text, className: cls });
const button = (id, act, cls = "") => Object.assign(make("button", t(id.split(":").pop()), cls), { id, onclick: act });
const fill = (id, ...nodes) => by(id).replaceChildren(...nodes);
const rows = (id, list) => fill(id, ...list.map((cells) => { const tr = make("tr"); tr.append(...cells.map(([text, cls]) => make("td", text, cls))); return tr; }));
const mark = (id, text, bad = false) => { by(id).textContent = text; by(id).className = bad ? "bad" : "good"; };
const options = (id, list, word = (one) => one) => { const kept = by(id).value; fill(id, ...list.map((one) => new Option(t(word(one)), one))); by(id).value = kept || list[0]; };

const fault = (kind) => (["slow", "down", "cut"].includes(kind) ? kind + "_" : kind);  // words that devices use too
const place = (endpoint) => (endpoint === "events" ? "events_" : endpoint);
const stand = (kind) => { const pair = kind === "two"; post("camera/stand", { person: by("who").value, as: pair ? "person" : kind, beside: pair }); };
const everything = (kind, ms) => post("platform/fault", { endpoint: "all", kind, ms });

function draw() {
  document.documentElement.lang = lang;
  document.querySelectorAll("[data-t]").forEach((one) => { one.textContent = t(one.dataset.t); });
  document.querySelectorAll("[data-do]").forEach((one) => { one.onclick = () => post(one.dataset.do); });
  document.querySelectorAll("[data-lang]").forEach((one) => { one.className = one.dataset.lang === lang ? "on" : ""; one.onclick = () => { lang = one.dataset.lang; localStorage.setItem("lang", lang); draw(); }; });
  fill("people", ...facts.people.map((one) => {
    const card = Object.assign(make("button"), { id: "lay-" + one.key, onclick: () => post("id_reader/lay", { person: one.key }) });
    card.append(make("b", one.name), make("small", t(one.card) + (one.expired ? " · " + t("expired") : "")), make("small", t("lay"), "where"));
    return card;
  }));
  fill("reader-acts", ...["pull", "unplug", "replug"].map((op) => button("id_reader:" + op, () => post("id_reader/" + op))));
  options("wire", facts.wire, (one) => (one === "pull" ? "wire-pull" : one));
  by("spoil").onclick = () => post("id_reader/fault", { kind: by("wire").value, on: "read" });
  const names = Object.fromEntries(facts.people.map((one) => [one.key, `${one.name} · ${one.portrait}`]));
  const kept = by("who").value;
  fill("who", ...facts.people.map((one) => new Option(names[one.key], one.key)));
  by("who").value = kept || facts.people[0].key;
  fill("standing", ...facts.kinds.map((kind) => button("as:" + kind, () => stand(kind))), button("as:two", () => stand("two")), button("camera:leave", () => post("camera/leave")));
  fill("moves", ...facts.moves.map((move) => button("do:" + move, () => post("camera/do", { move }))));
  fill("camera-acts", button("camera:dark", () => post("camera/dark", { on: true })), button("camera:light", () => post("camera/dark", { on: false })), ...["unplug", "replug"].map((op) => button("camera:" + op, () => post("camera/" + op))));
  const printer = { open: ["cover", { open: true }], shut: ["cover", { open: false }], slow: ["slow", { seconds: 5 }], fast: ["slow", { seconds: 0.2 }], deaf: ["deaf", { on: true }], hears: ["deaf", { on: false }] };
  fill("printer-acts", ...["empty", "refill", "jam", "clear", "open", "shut", "slow", "fast", "lie", "deaf", "hears", "unplug", "plug"].map((op) => {
    const [real, fields] = printer[op] ?? [op, {}];
    return button("a4_printer:" + op, () => post("a4_printer/" + real, fields));
  }));
  fill("net", button("net:good", () => everything("none")), button("net:slow800", () => everything("slow", 800)), button("net:slow4000", () => everything("slow", 4000)), button("net:cut", () => everything("down")));
  options("endpoint", facts.endpoints.filter((one) => one !== "all"), place);
  fill("lies", ...facts.faults.map((kind) => { const made = button("lie:" + fault(kind), () => post("platform/fault", { endpoint: by("endpoint").value, kind, ms: 2000 })); made.dataset.kind = kind; return made; }));
}

const shown = { pages: -1 };
function printed(list) {
  mark("pages-state", list.length ? `${list.length}` : t("nopages"));
  if (list.length === shown.pages) return;
  shown.pages = list.length;
  fill("pages", ...list.map((job, number) => {
    const link = Object.assign(make("a", "", "sheet"), { href: `page/${number}.png?scale=2`, target: "_blank", title: job.name });
    link.append(Object.assign(new Image(), { src: `page/${number}.png` }), make("small", `${job.name} · ${job.printed} ${t("page")}`));
    return link;
  }).reverse().slice(0, 4));
}

function happened(event) {
  const { timestamp, event: code, process, ...rest } = event;
  const said = facts.events[code]?.[lang] ?? code;
  const why = facts.faultWords[rest.fault]?.[lang] ?? rest.fault ?? "";
  return [[new Date(timestamp).toLocaleTimeString("en-GB", { timeZone: facts.zone }), "when"], [code, "code"], [[said, rest.device, rest.status, why, rest.state && t(rest.state), rest.reason].filter(Boolean).join(" · ")]];
}

function follow(now) {
  if (!by("follow").checked || !now.asked || now.asked === shown.asked) { shown.asked = now.asked; return; }
  shown.asked = now.asked;
  post("camera/do", { move: now.asked.split(" ")[0] === "hold" ? "centre" : now.asked.split(" ")[0] });
}

new EventSource("live").onmessage = (message) => {
  const now = JSON.parse(message.data);
  const { id_reader: reader, camera, a4_printer: printer, platform } = now;
  mark("reader-state", reader ? t(!reader.plugged ? "gone" : reader.card ? "here" : "nocard") : "–", !reader?.plugged);
  document.querySelectorAll("#people button").forEach((one) => { const on = reader?.card && now.laid === one.id.slice(4); one.className = on ? "on" : ""; one.lastChild.textContent = t(on ? "laid" : "lay"); });
  mark("camera-state", camera ? (!camera.plugged ? t("gone") : camera.who ? `${camera.who} · ${t(camera.as)}${camera.beside ? " + 1" : ""} · ${t(camera.move)}` : t("nobody")) : "–", !camera?.plugged);
  const trouble = printer && (!printer.plugged ? "off" : printer.jam ? "jam" : printer.cover ? "open" : printer.sheets < 1 ? "empty" : "");
  mark("printer-state", printer ? `${printer.sheets} ${t("sheets")} · ${t(trouble || "ready")}` : "–", Boolean(trouble));
  const wrong = Object.entries(platform?.faults ?? {}).filter(([, kind]) => kind !== "none");
  const net = wrong.find(([endpoint]) => endpoint === "all")?.[1];
  mark("net-state", t(net ? fault(net) : "good"), Boolean(net));
  const lies = wrong.filter(([endpoint]) => endpoint !== "all").map(([endpoint, kind]) => `${t(place(endpoint))}: ${t(fault(kind))}`);
  mark("platform-state", lies.join(" · ") || t("none"), lies.length > 0);
  fill("sms", ...(now.sms?.length ? now.sms.slice().reverse().map((one) => { const line = make("div", `${one.phone}  ${t("sms")} `); line.append(make("b", one.code)); return line; }) : [make("div", t("nosms"), "muted")]));
  fill("roles", ...Object.entries(now.roles).map(([role, pids]) => { const made = Object.assign(make("button", "", pids.length ? "" : "absent"), { id: "kill-" + role, onclick: () => post("process/" + role) }); made.append(make("b", role), make("small", pids.length ? `${pids.join(" ")} · ${t("kill")}` : t("absent"))); return made; }));
  mark("journal-state", now.effects.length ? "" : t("noeffects"));
  rows("effects", now.effects.map(([id, kind, state, evidence]) => [[id, "code"], [t(kind)], [t(state), state], [evidence, "muted"]]));
  rows("events", now.events.slice().reverse().map(happened));
  printed(now.pages ?? []);
  follow(now);
};

draw();
if (facts.screen) {
  const { default: RFB } = await import("./novnc/core/rfb.js");
  const connect = () => {
    const glass = new RFB(by("glass"), `ws://${location.hostname}:${facts.screen}`);
    Object.assign(glass, { scaleViewport: true, showDotCursor: true });
    glass.addEventListener("disconnect", () => setTimeout(connect, 1000));
  };
  connect();
} else {
  by("glass").textContent = t("window");
}
