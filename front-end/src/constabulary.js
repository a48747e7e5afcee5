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

// A form marked with data-draft is saved while someone types, so that nothing typed is ever lost.
for (const form of document.querySelectorAll("form[data-draft]")) {
  let timer = null;
  let sending = false;
  // Which page this is: a draft still under way when the form is sent must not bring back what has been sent.
  const typedAs = document.createElement("input");
  typedAs.type = "hidden"; typedAs.name = "typed_as";
  const anotherPage = () => { typedAs.value = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join(""); };
  anotherPage();
  form.append(typedAs);
  let last = new URLSearchParams(new FormData(form)).toString();
  const said = form.querySelector("[data-draft-said]");
  const save = async () => {
    const body = new URLSearchParams(new FormData(form));
    const now = body.toString();
    if (sending || now === last) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers: { "X-Draft": "1" }, keepalive: true });
      if (answer.ok) { last = now; if (said) said.textContent = "Draft saved at " + (await answer.text()); }
      else if (said) said.textContent = "The draft could not be saved. It stays on this page.";
    } catch { if (said) said.textContent = "The draft could not be saved just now. It stays on this page."; }
  };
  form.addEventListener("submit", () => { sending = true; clearTimeout(timer); });
  window.addEventListener("pageshow", (event) => { sending = false; if (event.persisted) anotherPage(); });
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1200); });
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(save, 400); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
}

// Keyboard: "/" goes to the search field, as people who live in a control room expect.
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (event.key === "/" && !typing) { const box = document.querySelector("[data-search]"); if (box) { event.preventDefault(); box.focus(); } }
});
