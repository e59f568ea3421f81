"use strict";
const words = {
  zh: { dock: "演示台：一台机器，和它周围的世界。这里的一切都是模拟的", reader: "身份证阅读器", pull: "拿走", unplug: "拔线", plug: "插上", camera: "谁站在镜头前", phone: "市民的手机", printer: "A4 打印机", empty: "缺纸", refill: "加纸", jam: "卡纸", clear: "排除", platform: "县平台", set: "设定", journal: "账本", events: "事件", kill: "杀", card: "有卡", nocard: "没有卡", sheets: "张纸", none: "还没有" , stand: "站过来", leave: "走开", centre: "正视", left: "向左", right: "向右", up: "抬头", down: "低头", nearer: "靠近", person: "本人", still: "照片", tilted: "歪着的照片", moved: "移动的照片", loop: "循环视频", frozen: "定格", nobody: "没有人"},
  en: { dock: "Dock: one machine and the world around it. Everything here is simulated", reader: "ID card reader", pull: "Take away", unplug: "Unplug", plug: "Plug in", camera: "Who stands there", phone: "The citizen's phone", printer: "A4 printer", empty: "Empty", refill: "Refill", jam: "Jam", clear: "Clear", platform: "County platform", set: "Set", journal: "Journal", events: "Events", kill: "kill", card: "card present", nocard: "no card", sheets: "sheets", none: "none yet", stand: "Stand there", leave: "Leave", centre: "ahead", left: "left", right: "right", up: "up", down: "down", nearer: "nearer", person: "the person", still: "a picture", tilted: "a tilted picture", moved: "a moved picture", loop: "a looped film", frozen: "a frozen film", nobody: "nobody" },
};
let lang = "zh";
const by = (id) => document.getElementById(id);
const t = (key) => words[lang][key];
const post = (path, body = {}) => fetch("do/" + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const cell = (text) => { const td = document.createElement("td"); td.textContent = text; return td; };
const table = (id, rows) => by(id).replaceChildren(...rows.map((row) => { const tr = document.createElement("tr"); tr.append(...row.map(cell)); return tr; }));
const button = (text, small, act) => { const made = document.createElement("button"); made.textContent = text; if (small) { const s = document.createElement("small"); s.textContent = small; made.append(s); } made.onclick = act; return made; };

function say() {
  document.querySelectorAll("[data-t]").forEach((one) => { one.textContent = t(one.dataset.t); });
  const chosen = by("as").value;
  by("as").replaceChildren(...facts.kinds.map((one) => new Option(t(one), one)));
  by("as").value = chosen || "person";
  by("moves").replaceChildren(...facts.moves.map((one) => { const made = button(t(one), "", () => post("camera/do", { move: one })); made.id = "do-" + one; return made; }));
  by("lang").textContent = lang === "zh" ? "EN" : "中";
}
by("lang").onclick = () => { lang = lang === "zh" ? "en" : "zh"; say(); };
document.querySelectorAll("[data-do]").forEach((one) => { one.onclick = () => post(one.dataset.do); });
by("people").append(...facts.people.map((one) => { const made = button(one.name, one.card, () => post("id_reader/lay", { person: one.key })); made.id = "lay-" + one.key; return made; }));
for (const [id, list] of [["endpoint", facts.endpoints], ["fault", facts.faults]]) by(id).append(...list.map((one) => new Option(one, one)));
by("set-fault").onclick = () => post("platform/fault", { endpoint: by("endpoint").value, kind: by("fault").value });
by("who").append(...facts.people.map((one) => new Option(`${one.name} (${one.portrait})`, one.key)));
by("stand").onclick = () => post("camera/stand", { person: by("who").value, as: by("as").value });
if (facts.screen) by("screen").src = `http://${location.hostname}:${facts.screen}/vnc.html?autoconnect=1&resize=scale&reconnect=1`; else by("screen").remove();

let pages = -1;
new EventSource("live").onmessage = (event) => {
  const now = JSON.parse(event.data);
  by("reader-state").textContent = now.id_reader ? t(now.id_reader.card ? "card" : "nocard") : "–";
  by("camera-state").textContent = now.camera ? (now.camera.who ? `${now.camera.who} · ${t(now.camera.as)} · ${t(now.camera.move)}` : t("nobody")) : "–";
  by("printer-state").textContent = now.a4_printer ? `${now.a4_printer.sheets ?? ""} ${t("sheets")} ${(now.a4_printer.reasons ?? []).join(" ")}` : "–";
  by("platform-state").textContent = now.platform ? JSON.stringify(now.platform.faults) : "–";
  by("sms").replaceChildren(...(now.sms ?? []).slice().reverse().map((one) => { const p = document.createElement("div"); p.textContent = `${one.phone}  ${one.code}`; return p; }));
  by("roles").replaceChildren(...Object.entries(now.roles).map(([role, count]) => button(`${role} · ${count}`, t("kill"), () => post("process/" + role))));
  table("effects", now.effects);
  table("events", now.events.slice().reverse().map((one) => [one.timestamp.slice(11, 19), one.event, one.fault || one.device || one.visit || one.role || ""]));
  const list = now.pages ?? [];
  if (list.length !== pages) { pages = list.length; by("pages").replaceChildren(); if (pages) { const image = new Image(); image.src = `page/${pages - 1}.png?${pages}`; by("pages").append(image); } }
};
say();
