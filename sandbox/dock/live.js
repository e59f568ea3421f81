// The dock's eyes: what /live says, about twice a second.
import { button, by, fill, item, lang, make, mark, post, pressed, rows, t, yuan } from "./page.js";
import { bills, papers } from "./papers.js";

const gone = (part) => (part && !part.plugged ? t("gone") : "");

function devices(now) {
  const { id_reader: reader, camera, code_scanner: scanner, a4_printer: printer, receipt_printer: receipts, dispenser, held } = now;
  mark("reader-state", gone(reader) || t(reader?.card ? "here" : reader ? "nocard" : "–"), !reader?.plugged);
  document.querySelectorAll("#people [id^=lay-]").forEach((one) => { one.className = reader?.card && held.card === one.id.slice(4) ? "on" : ""; });
  mark("camera-state", gone(camera) || (camera?.who ? `${camera.who} · ${t(camera.as)}${camera.beside ? " + 1" : ""} · ${t(camera.move)}` : t("nobody")), !camera?.plugged);
  mark("code-state", gone(scanner) || [held.code ? t("held") : "", scanner?.lit ? t("lit") : "", `${t("reads")} ${scanner?.reads ?? 0}`].filter(Boolean).join(" · "), !scanner?.plugged);
  const stuck = printer && (!printer.plugged ? "off" : printer.jam ? "jam" : printer.cover ? "cover" : printer.sheets < 1 ? "empty" : "");
  mark("printer-state", printer ? `${printer.sheets} ${t("sheets")} · ${t(stuck || "ready")}` : "–", Boolean(stuck));
  const torn = receipts && (receipts.cover ? "cover" : receipts.jam || (receipts.paper !== "ok" ? receipts.paper : ""));
  mark("receipts-state", gone(receipts) || t(torn || "ready"), Boolean(torn) || !receipts?.plugged);
  mark("dispenser-state", gone(dispenser) || (dispenser ? `${t("card_" + dispenser.card)} · ${dispenser.stacker} ${t("cards_in")}` : "–"), !dispenser?.plugged || !dispenser.stacker);
  fill("counters", ...(dispenser ? [...Object.entries(dispenser.counters), ["in_bin", dispenser.bin.length]].map(([what, count]) => make("span", `${t(what)} ${count}`)) : []));
  const on = { "a4_printer:empty": printer?.sheets < 1, "a4_printer:jam": printer?.jam, "a4_printer:cover": printer?.cover, "a4_printer:slow": held["a4_printer.slow"], "a4_printer:deaf": held["a4_printer.deaf"],
    "camera:dark": held["camera.dark"], "receipt_printer:cover": receipts?.cover, "receipt_printer:low": receipts?.paper === "low", "receipt_printer:out": receipts?.paper === "out",
    "receipt_printer:paper": receipts?.jam === "paper", "receipt_printer:cutter": receipts?.jam === "cutter", "dispenser:jam": dispenser?.jammed, "dispenser:bin_full": dispenser?.bin_full };
  for (const [id, is] of Object.entries(on)) pressed(id, is);
  for (const [part, state] of Object.entries({ id_reader: reader, camera, code_scanner: scanner, a4_printer: printer, receipt_printer: receipts, dispenser })) pressed(part + ":unplug", state && !state.plugged);
}

function county(now, { fault, place }) {
  const wrong = Object.entries(now.platform?.faults ?? {});
  const net = wrong.find(([endpoint]) => endpoint === "all")?.[1];
  mark("net-state", t(net ? fault(net) : "good"), Boolean(net));
  const lies = wrong.filter(([endpoint]) => endpoint !== "all").map(([endpoint, kind]) => `${t(place(endpoint))}: ${t(fault(kind))}`);
  mark("platform-state", lies.join(" · ") || t("none"), lies.length > 0);
  rows("cases", now.cases.map(({ case: number, item: key, state }) => [[item(key)], ["…" + number.slice(-4), "code"], [t("case_" + state)],
    [state === "done" ? "" : button("advance:" + number, () => post("platform/advance", { case: number }), "advance")]]));
  rows("ratings", now.ratings.length ? now.ratings.slice().reverse().map((one) => [[one.at, "when"], [`${"★".repeat(one.stars)}${"☆".repeat(5 - one.stars)}`], [one.item, "muted"]]) : [[[t("norating"), "muted"]]]);
}

function phone({ order, sms }) {
  mark("order-state", order ? t(order.state === "paid" && !order.posted ? "unposted" : "order_" + order.state) : t("noorder"), false);
  if (by("order").dataset.link !== lang + order?.link) {
    by("order").dataset.link = lang + order?.link;
    fill("order", ...(order ? [make("b", yuan(order.fen)), Object.assign(make("a", t("open")), { id: "pay-page", href: order.link, target: "_blank" }), make("span", t("match")), ...[...order.link.slice(-4)].map((one) => make("i", one))] : []));
  }
  fill("sms", ...(sms.length ? sms.slice().reverse().map((one) => { const line = make("div", `${one.phone}  ${t("sms")} `); line.append(make("b", one.code)); return line; }) : [make("div", t("nosms"), "muted")]));
}

function happened(event) {
  const { timestamp, event: code, process, ...rest } = event;
  const said = facts.events[code]?.[lang] ?? code;
  const why = facts.faultWords[rest.fault]?.[lang] ?? rest.fault ?? "";
  return [[new Date(timestamp).toLocaleTimeString("en-GB", { timeZone: facts.zone }), "when"], [code, "code"], [[said, rest.device, rest.status, why, rest.state && t(rest.state), rest.reason].filter(Boolean).join(" · ")]];
}

let asked = "";
function follow(now) {  // a movement that the screen asks for, once
  if (by("follow").checked && now.asked && now.asked !== asked) post("camera/do", { move: now.asked.split(" ")[0].replace("hold", "centre") });
  asked = now.asked;
}

export function show(now, names) {
  devices(now);
  county(now, names);
  phone(now);
  bills(now.bills);
  papers(now);
  fill("roles", ...Object.entries(now.roles).map(([role, pids]) => { const made = Object.assign(make("button", "", pids.length ? "" : "absent"), { id: "kill-" + role, onclick: () => post("process/" + role) }); made.append(make("b", role), make("small", pids.length ? `${pids.join(" ")} · ${t("kill")}` : t("absent"))); return made; }));
  mark("journal-state", now.effects.length ? "" : t("noeffects"));
  rows("effects", now.effects.map(([id, kind, state, evidence]) => [[id, "code"], [t(kind)], [t(state), state], [evidence.replaceAll("_", " "), "muted"]]));
  rows("events", now.events.slice().reverse().map(happened));
  follow(now);
}
