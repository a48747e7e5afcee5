// Everything works without this file. With it: components come alive, matches appear while typing, drafts are kept.
import { initAll as initGovuk } from "govuk-frontend";
import { initAll as initMoj } from "@ministryofjustice/frontend";
import htmx from "htmx.org";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.selfRequestsOnly = true;
window.htmx = htmx;
initGovuk();
initMoj();

// A form marked with data-draft is saved while someone types, at least every second, and when the page is hidden or
// left, so that nothing typed is ever lost.
const EVERY = 1000;
// What a browser still sends for a page that is gone, in bytes; a longer draft is sent while the page is there only.
const MOST_KEPT_ALIVE = 60000;
// Under this name a page that is left tells the next one of the same tab that its draft is still under way: never what.
const LEFT = "left-with-a-draft";
// How long a draft may be under way, in milliseconds.
const LATEST = 3000;
for (const form of document.querySelectorAll("form[data-draft]")) {
  let timer = null;
  let sending = false;
  let underWay = false;
  // Which page this is: a draft still under way when the form is sent must not bring back what has been sent.
  const typedAs = document.createElement("input");
  typedAs.type = "hidden"; typedAs.name = "typed_as";
  const anotherPage = () => { typedAs.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""); };
  anotherPage();
  // How many times this page has sent its draft: an earlier one that arrives later changes nothing.
  const typedTimes = document.createElement("input");
  typedTimes.type = "hidden"; typedTimes.name = "typed_times"; typedTimes.value = "0";
  form.append(typedAs, typedTimes);
  const typed = () => { const all = new URLSearchParams(new FormData(form)); all.delete("typed_times"); return all; };
  let last = typed().toString();
  // The address under which this very draft is found again, so that loading the page anew brings it back.
  if (form.dataset.address) history.replaceState(history.state, "", form.dataset.address + location.hash);
  const said = form.querySelector("[data-draft-said]");
  const say = (words) => { if (said) said.textContent = words; };
  const save = async (leaving) => {
    clearTimeout(timer); timer = null;
    const body = typed();
    const now = body.toString();
    if (sending || now === last) return;
    // One at a time, or an older one could arrive last; what is typed meanwhile is sent next. Whoever leaves has no next.
    if (underWay && !leaving) { soon(); return; }
    underWay = true;
    typedTimes.value = String(Number(typedTimes.value) + 1);
    body.append("typed_times", typedTimes.value);
    if (leaving) sessionStorage.setItem(LEFT, form.dataset.draft + " " + Date.now());
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { "X-Draft": "1" }, keepalive: now.length < MOST_KEPT_ALIVE });
      if (answer.ok) { last = now; say("Draft saved at " + (await answer.text())); }
      else say("The draft could not be saved. It stays on this page.");
    } catch { say("The draft could not be saved just now. It stays on this page."); }
    finally { underWay = false; }
  };
  // Loading a page anew can overtake what its last page sent on leaving: if so, it is loaded once more.
  const overtook = async () => {
    const [draft, when] = (sessionStorage.getItem(LEFT) ?? "").split(" ");
    sessionStorage.removeItem(LEFT);
    if (draft !== form.dataset.draft || Date.now() - Number(when) > LATEST) return;
    const shown = typed().toString();
    for (let wait = 100; wait < LATEST; wait *= 2) {
      await new Promise((done) => setTimeout(done, wait));
      const answer = await fetch(form.dataset.draft, { headers: { "X-Draft": "1" } });
      if (!answer.ok || sending || typed().toString() !== shown) return;
      const kept = await answer.json();
      const differs = Object.entries(kept).some(([name, values]) =>
        form.elements[name] && !name.startsWith("typed_") && values.join("\n").trim() !== typed().getAll(name).join("\n").replaceAll("\r", "").trim());
      if (differs) { location.reload(); return; }
    }
  };
  overtook().catch(() => {});
  // The timer is not set anew by the next key: somebody who types without a pause is saved while typing.
  const soon = (after = EVERY) => { timer ??= setTimeout(save, after, false); };
  form.addEventListener("submit", () => { sending = true; clearTimeout(timer); timer = null; });
  window.addEventListener("pageshow", (event) => { sending = false; if (event.persisted) anotherPage(); });
  form.addEventListener("input", () => soon());
  form.addEventListener("change", () => soon(300));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  // Before the next page is asked for: at pagehide it is here already, and would show what was saved before.
  window.addEventListener("beforeunload", () => save(true));
  window.addEventListener("pagehide", () => save(true));
}

// A question that another field answers is not asked: data-answered-by names the field, data-answers the answers.
for (const question of document.querySelectorAll("[data-answered-by]")) {
  const by = question.closest("form").elements[question.dataset.answeredBy];
  const answers = question.dataset.answers.split(" ");
  const ask = () => {
    question.hidden = answers.includes(by.value);
    if (question.hidden) for (const box of question.querySelectorAll("input")) box.checked = false;
  };
  by.addEventListener("change", ask);
  ask();
}

// Keyboard: "/" goes to the search field, as people who live in a control room expect.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing) { const box = document.querySelector("[data-search]"); if (box) { event.preventDefault(); box.focus(); } }
});
