// Shows the order as it stands, without a reload; the big button does what is chosen below the line.
const facts = JSON.parse(document.getElementById("facts").textContent), words = facts.words;
const at = (id) => document.getElementById(id);
const MARKS = { paid: "M5 8.200 7.200 10.400 11.200 5.800", closed: "M5.500 8h5", refunding: "M10.500 8h-5l2-2M5.500 8l2 2",
  refunded: "M10.500 8h-5l2-2M5.500 8l2 2", unposted: "M8 4.800v4M8 11v.1" };
let deed = "pay", state = facts.state, heard = performance.now();

function left() {
  const s = Math.max(0, Math.ceil(state.left_s - (performance.now() - heard) / 1000));
  return (s >= 60 ? `${Math.floor(s / 60)} ${words.minutes} ` : "") + `${s % 60} ${words.seconds}`;
}

function within() {
  const [before, after] = words.within.split("{left}"), bold = document.createElement("b");
  bold.textContent = left();
  at("within").replaceChildren(...(state.state === "pending" ? [before, bold, after] : []));
}

function show() {
  const open = state.state === "pending", kind = state.state === "paid" && !state.posted ? "unposted" : state.state;
  document.querySelector("main").dataset.state = kind;
  at("acts").hidden = !open;
  at("said").hidden = open;
  at("hint").textContent = open && state.hand ? words[state.hand] : "";
  if (!open) {
    at("head").textContent = words[kind];
    at("how").textContent = state.hand === "late" ? words.late : words[kind + "_how"];
    at("mark").setAttribute("d", MARKS[kind]);
  }
  within();
}

async function hear(request) {
  try {
    const answer = await request;
    if (!answer.ok) throw new Error(answer.status);
    state = await answer.json();
    heard = performance.now();
    show();
  } catch {
    at("hint").textContent = words.lost;
  }
}

const act = (what) => hear(fetch(`${location.pathname}/${what}`, { method: "POST" }));
at("go").onclick = () => act(deed);
at("no").onclick = () => act("close");
for (const choice of document.querySelectorAll("[data-deed]")) {
  choice.onclick = () => {
    deed = choice.dataset.deed;
    for (const each of document.querySelectorAll("[data-deed]")) each.ariaChecked = String(each === choice);
  };
}
show();
setInterval(within, 250);
setInterval(() => hear(fetch(location.pathname + "/state")), 1000);
