/* Arrange the single page for paper: title, contents, chapters; called by pdf.py. */

function arrange(about) {
  const article = document.querySelector("article.bd-article");
  document.body.replaceChildren(article);
  const opening = article.querySelector("section");
  opening.classList.add("opening");

  // the reference of the package is for the screen
  const chapters = [...article.querySelectorAll(".toctree-wrapper > section")];
  for (const chapter of chapters) {
    chapter.classList.add("chapter");
    if (chapter.querySelector("dl.py")) chapter.remove();
  }
  for (const fold of article.querySelectorAll("details")) {
    const [summary, ...inside] = fold.children;
    const title = document.createElement("p");
    title.className = fold.matches(".hide") ? "hide-title" : "fold-title";
    title.textContent = summary.textContent.trim();
    const open = document.createElement("div");
    open.className = "fold";
    open.append(title, ...inside);
    fold.replaceWith(open);
  }

  // a heading and the figure or the cards below it share a page
  for (const heading of article.querySelectorAll("h2, h3, h4")) {
    const below = heading.nextElementSibling;
    if (!below?.matches(".cell, .sd-container-fluid")) continue;
    const kept = document.createElement("div");
    kept.className = "kept";
    heading.replaceWith(kept);
    kept.append(heading, below);
  }

  // files to take away are for the screen, and links that lead nowhere on paper are words
  for (const link of article.querySelectorAll(".behind a[download]:not(.reference)")) {
    link.previousSibling.remove();
    link.remove();
  }
  for (const link of article.querySelectorAll("a[href]")) {
    const [where, anchor] = link.getAttribute("href").split("#");
    if (/^https?:/.test(where)) continue;
    const ends = anchor ? document.querySelectorAll(`[id="${CSS.escape(anchor)}"]`) : [];
    if (ends.length === 1) link.setAttribute("href", `#${anchor}`);
    else link.removeAttribute("href");
  }

  const contents = document.createElement("nav");
  contents.className = "paper-contents";
  contents.innerHTML = "<h2>Contents</h2><ol></ol>";
  [...article.querySelectorAll("h2, .chapter h3")].forEach((heading, i) => {
    heading.id = `heading-${i}`;
    const entry = document.createElement("li");
    entry.className = `level-${heading.tagName[1]}`;
    const link = document.createElement("a");
    link.href = `#${heading.id}`;
    link.textContent = heading.textContent.replace(/#$/, "");
    entry.append(link);
    contents.querySelector("ol").append(entry);
  });
  const title = opening.querySelector("h1");
  title.after(...about.map((line) => {
    const words = document.createElement("p");
    words.className = "about";
    words.textContent = line;
    return words;
  }), contents);

  // a caption inside its table may be left behind at the foot of a page
  for (const caption of article.querySelectorAll("table caption")) {
    const words = document.createElement("p");
    words.className = "table-caption";
    words.append(...caption.childNodes);
    caption.parentElement.before(words);
    caption.remove();
  }

  // a table wider than the paper is set smaller
  for (const table of article.querySelectorAll("table")) {
    const most = article.clientWidth / table.scrollWidth;
    if (most < 1) table.style.zoom = most;
  }
}

function number(places) {
  for (const entry of document.querySelectorAll(".paper-contents li")) {
    const heading = entry.querySelector("a").getAttribute("href").slice(1);
    entry.dataset.page = places[heading] ?? "";
  }
}
