// Paper that came out, newest first, and bills that can be paid: drawn again only when something is new.
import { by, fill, item, lang, make, t, yuan } from "./page.js";

let drawn = "", listed = "";

function sheet(address, words, picture, cls = "sheet") {
  const link = Object.assign(make("a", "", cls), { href: address, target: "_blank", title: words });
  link.append(Object.assign(new Image(), { src: picture, alt: words }), make("small", words));
  return link;
}

export function papers({ slips, pages }) {
  by("papers-state").textContent = `${t("slips")} ${slips.length} · ${t("pages")} ${pages.length}`;
  const fresh = JSON.stringify([lang, slips, pages]);
  if (fresh === drawn) return;
  drawn = fresh;
  fill("slips", ...slips.slice(0, 4).map((one) => sheet(`slip/${one.name}.png?${one.at}`, t(one.name === "hanging" ? "hanging" : one.here ? "tray" : "taken_slip"), `slip/${one.name}.png?${one.at}`, one.here ? "slip here" : "slip")));
  fill("pages", ...pages.map((job, number) => sheet(`page/${number}.png?scale=2`, `${job.printed} ${t("page")} · ${job.name}`, `page/${number}.png`)).reverse().slice(0, 3));
}

export function bills(list) {
  const fresh = JSON.stringify([lang, list]);
  if (fresh === listed) return;
  listed = fresh;
  const kept = by("bill").value, groups = {};
  for (const bill of list) {
    groups[bill.item] ??= Object.assign(make("optgroup"), { label: `${bill.item} ${item(bill.item)}` });
    groups[bill.item].append(new Option(`${bill.number} · ${yuan(bill.fen)}${bill.state === "open" ? "" : " · " + t("bill_" + bill.state)}`, bill.number));
  }
  const none = Object.assign(new Option(t("choose"), ""), { hidden: true });
  fill("bill", none, ...Object.values(groups));
  by("bill").value = list.some((bill) => bill.number === kept) ? kept : "";
}
