"use strict";

/* What is wider than its place can be reached by the keyboard and says that it goes on. */
const measure = (box) => {
  const hidden = box.scrollWidth - box.clientWidth;
  box.classList.toggle("scrolls", hidden > 1);
  box.classList.toggle("more", hidden - box.scrollLeft > 1);
  if (hidden > 1) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
};

/* A result of the search shows the prose around it and no code; the functions' pages come last. */
const improveSearch = () => {
  const text = Search.htmlToText;
  Search.htmlToText = (page, anchor) => {
    const content = new DOMParser().parseFromString(page, "text/html");
    content.querySelectorAll("details.hide, .cell_input, #jb-print-docs-body").forEach((code) => code.remove());
    const section = anchor && content.querySelector(anchor)?.closest("section");
    return text(content.body.outerHTML, section ? `#${section.id}` : "");
  };
  Scorer.score = ([page, , , , score]) => score - 50 * page.startsWith("chapters/package");
};

/* On paper all folds are open; afterwards those that were closed are closed again. */
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("article details:not([open])")];
  for (const fold of opened) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of opened) fold.open = false;
});

document.addEventListener("DOMContentLoaded", () => {
  for (const fold of document.querySelectorAll("nav summary")) fold.ariaLabel = "Pages of this chapter";
  document.querySelector(".search-button-field")?.removeAttribute("aria-label");
  if (typeof Search !== "undefined") improveSearch();
  const observer = new ResizeObserver((seen) => seen.forEach((one) => measure(one.target)));
  document.querySelectorAll(".pst-scrollable-table-container, article pre, article div.math").forEach((box) => {
    observer.observe(box);
    box.addEventListener("scroll", () => measure(box), { passive: true });
  });
});
