/* The scenario explorer. It shows what data/derived/explorer.json holds, as it is written
   there; what it computes is the place of a point, never an indicator. */

const data = JSON.parse(document.getElementById("explorer.json").textContent);
const here = document.getElementById("explorer-here");
const { practices, indicators, points } = data;
const letters = Object.keys(data.presets);
const NO_BREAK = "\u00a0";

/* what is shown: a level of each practice, by number, and the preset it is held against */
const state = { at: practices.map(() => 0), from: letters[0] };

const pointOf = (at) => at.reduce((point, level, i) => point * practices[i].levels.length + level, 0);
const levelsOf = (point) => practices.reduceRight(({ at, rest }, { levels }) => (
  { at: [rest % levels.length, ...at], rest: Math.floor(rest / levels.length) }
), { at: [], rest: point }).at;

const spaced = (text) => text.replace("±", `${NO_BREAK}±${NO_BREAK}`);
const read = (text) => Number(text.replaceAll("\u202f", "").replace("\u2212", "-").match(/-?[\d.]+/)?.[0] ?? NaN);
const ends = (range) => range.split(" to ").map(read);

/* the smallest and the largest of all that is shown of an indicator */
const scales = indicators.map((_, i) => {
  const all = points.flatMap((point) => [read(point.values[i]), ...ends(point.ranges[i])]);
  const known = all.filter(Number.isFinite);
  return [Math.min(...known), Math.max(...known)];
});

/* ---- the address and the scenario file ---- */

const address = () => {
  const levels = practices.map(({ name, levels }, i) => [name, levels[state.at[i]]]);
  return `#${new URLSearchParams([["from", state.from], ...levels])}`;
};

/* Take over a view from the address; return which levels it names that the grid has not. */
const followAddress = () => {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (!asked.has("from") && !practices.some(({ name }) => asked.has(name))) return [];
  if (letters.includes(asked.get("from"))) state.from = asked.get("from");
  const preset = levelsOf(data.presets[state.from]);
  const moved = [];
  state.at = practices.map(({ name, title, values, levels, labels }, i) => {
    const text = asked.get(name);
    if (text === null) return preset[i];
    if (levels.includes(text)) return levels.indexOf(text);
    const apart = values.map((value) => Math.abs(value - Number(text || NaN)));
    const nearest = apart.indexOf(Math.min(...apart));
    const level = nearest < 0 ? preset[i] : nearest;
    if (apart[level] !== 0) moved.push(`${title} ${labels[level]}`);
    return level;
  });
  return moved;
};

const scenarioFile = () => {
  const chosen = practices.map(({ name, levels }, i) => [name, levels[state.at[i]]]);
  const lines = {
    title: JSON.stringify(chosen.map((pair) => pair.join(" ")).join(", ")),
    training_nodes: data.nodes[pointOf(state.at)],
  };
  for (const [name, level] of chosen) lines[name] = isNaN(level) ? JSON.stringify(level) : level;
  return Object.entries(lines).reduce(
    (text, [key, value]) => text.replace(
      new RegExp(`^${key} = .*?(?=  #|$)`, "m"), () => `${key} = ${value}`), data.file);
};

/* ---- what is seen ---- */

const element = (tag, properties = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
};
const small = (text) => element("small", {}, text);

const bar = (point, i) => {
  const [least, most] = scales[i];
  const preset = points[data.presets[state.from]].values[i];
  const [low, high] = ends(point.ranges[i]);
  const made = element("span", { className: "explorer-bar", ariaHidden: "true" });
  const marks = { low, high, mean: read(point.values[i]), preset: read(preset) };
  for (const [name, value] of Object.entries(marks)) {
    made.style.setProperty(`--${name}`, (value - least) / (most - least || 1));
  }
  return made;
};

const valueCell = (point, i) => element("td", {},
  element("span", { className: "explorer-value" }, spaced(point.values[i])), bar(point, i),
  small(point.ranges[i]));

const changeCell = (point, i) => {
  const change = point[state.from]?.[i];
  if (!change) return element("td", {}, small(`this is ${state.from}`));
  const [difference, verdict, share] = change;
  const word = data.verdicts[verdict];
  const cell = element("td", {}, element("span", { className: "explorer-change" },
    `${spaced(difference)}${NO_BREAK}${indicators[i].change}`), " ",
    element("span", { className: `explorer-verdict ${word.replaceAll(" ", "-")}` }, word));
  if (share !== null) cell.append(small(`better in ${share}${NO_BREAK}% of worlds`));
  return cell;
};

const row = (point, { title, unit, better }, i) => {
  const wanted = better === "either" ? "" : `${better} is better`;
  const about = [unit, wanted].filter(Boolean).join(", ");
  return element("tr", {}, element("th", { scope: "row" }, title, small(about)),
    valueCell(point, i), changeCell(point, i));
};

const say = (point, moved) => {
  const verdicts = (point[state.from] ?? []).map(([, verdict]) => data.verdicts[verdict]);
  const count = (word) => verdicts.filter((verdict) => verdict === word).length;
  return [
    moved.length && `Not on the grid, so set to another level: ${moved.join(", ")}.`,
    verdicts.length
      ? `${count("better")} of ${verdicts.length} indicators are better than in ${state.from}, ${count("worse")} worse.`
      : `This is scenario ${state.from}.`,
    point.lost && `In ${point.lost} of ${data.worlds} worlds a resource is saturated; they are left out.`,
  ].filter(Boolean).join(" ");
};

const sliders = practices.map(({ name, labels }, i) => element("input", {
  type: "range", id: `explore-${name}`, min: 0, max: labels.length - 1, step: 1,
  oninput: (event) => { state.at[i] = Number(event.target.value); update(); },
}));
/* a screen reader hears the level from the slider */
const chosen = practices.map(() => element("span", { ariaHidden: "true" }));
const buttons = letters.map((letter) => element("button", {
  type: "button", className: "btn btn-sm btn-outline-primary",
  onclick: () => { Object.assign(state, { from: letter, at: levelsOf(data.presets[letter]) }); update(); },
}, `Scenario ${letter}`));
const status = element("p", { role: "status" });
const against = element("th", { scope: "col" });
const body = element("tbody");
const download = element("a", { download: "scenario.toml" }, "Download this scenario as TOML");

const show = (moved = []) => {
  const point = points[pointOf(state.at)];
  practices.forEach(({ labels }, i) => {
    sliders[i].value = state.at[i];
    sliders[i].setAttribute("aria-valuetext", labels[state.at[i]]);
    chosen[i].textContent = labels[state.at[i]];
  });
  buttons.forEach((button, i) => { button.ariaPressed = String(letters[i] === state.from); });
  against.replaceChildren(`Change from ${state.from}`, small("± chance, and how many worlds agree"));
  body.replaceChildren(...indicators.map((indicator, i) => row(point, indicator, i)));
  download.href = `data:application/toml;charset=utf-8,${encodeURIComponent(scenarioFile())}`;
  status.textContent = say(point, moved);
};

const update = () => {
  history.replaceState(null, "", address());
  show();
};

const group = (text, className, ...inside) =>
  element("fieldset", { className }, element("legend", {}, text), ...inside);

here.replaceChildren(
  group("Start from, and compare with", "explorer-presets", ...buttons),
  group("How far each practice is adopted", "explorer-practices", ...practices.flatMap(
    ({ name, title }, i) => [element("label", { htmlFor: `explore-${name}` }, title), sliders[i], chosen[i]])),
  status,
  element("table", { className: "table explorer-table" },
    element("caption", {}, "The chosen scenario: in the bar the range over worlds, a dot for the mean, a line for the mean of the preset"),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Indicator"),
      element("th", { scope: "col" }, `Mean of ${data.replications} runs ± chance`, small("and range over worlds")), against)),
    body),
  element("p", {}, download, ". The same numbers: ",
    element("code", {}, "mlops-study simulate --scenario scenario.toml"), "."),
);
here.classList.add("explorer");
addEventListener("hashchange", () => show(followAddress()));
show(followAddress());
