// The kiosk's own screen, live and to be touched, upright or across.
import { by, t } from "./page.js";

export async function glass() {
  const [wide, high] = facts.geometry.split("x").map(Number);
  document.body.classList.toggle("across", wide > high);
  if (!facts.screen) { by("glass").textContent = t("window"); return; }
  const { default: RFB } = await import("./novnc/core/rfb.js");
  const connect = () => {
    const seen = new RFB(by("glass"), `ws://${location.hostname}:${facts.screen}`);
    Object.assign(seen, { scaleViewport: true, showDotCursor: true });
    seen.addEventListener("disconnect", () => setTimeout(connect, 1000));
  };
  connect();
}
