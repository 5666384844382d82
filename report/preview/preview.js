// The page of tradebrief preview. The server sends parts of its state as they
// change; each is kept in `now` and drawn by the function of its name in `draw`.
// What others wrote is only ever set as text; the pictures of pages are parsed
// as XML, where the server has escaped it.
'use strict';

const $ = id => document.getElementById(id);
const now = {status: {}, problems: [], pages: [], places: [], facts: [], claims: [], files: [], building: true};
const pictures = {}; // of pages, by ID, until they are on a sheet
const memory = window.sessionStorage;

function element(tag, classes, ...children) {
  const e = document.createElement(tag);
  if (classes) e.className = classes;
  e.append(...children);
  return e;
}

// The stream. A browser tries again by itself while the server restarts; the
// first message of a new stream has everything, and what is the same stays.

let link;
function connect() {
  link = new EventSource('events');
  link.onmessage = e => receive(JSON.parse(e.data));
  link.onerror = () => {
    showStatus('busy', 'Waiting for tradebrief preview …');
    if (link.readyState === EventSource.CLOSED) setTimeout(connect, 500);
  };
}

function receive(message) {
  Object.assign(pictures, message.svg);
  delete message.svg;
  Object.assign(now, message);
  for (const part in draw) if (part in message) draw[part]();
  standing();
}

const draw = {
  pages: drawPages, places: clearFrames, status: drawStatus, problems: drawProblems, facts: drawOpenRows, claims: drawOpenRows, files: drawFiles,
};

// How the brief stands. A build is announced only when it takes a while, so that
// nothing flickers on every save.

let slow;
function standing() {
  clearTimeout(slow);
  if (now.building) slow = setTimeout(() => showStatus('busy', 'Building …'), 200);
  else showStatus(now.status.state, now.status.says);
}

function showStatus(state, says) {
  $('status').className = state;
  if ($('status').textContent !== says) $('status').textContent = says;
  document.title = `${says} · ${now.status.title || now.status.outline || 'tradebrief'}`;
}

function drawStatus() {
  const s = now.status;
  $('title').textContent = s.title || s.outline;
  $('title').title = s.outline;
  $('pages').classList.toggle('stale', s.stale);
  $('banner').hidden = !s.notice;
  $('banner').textContent = s.notice || '';
  $('empty').hidden = now.pages.length > 0;
}

// Pages

// drawPages brings the sheets to the pages of now: those in sight at once, the
// others one by one once these have been painted, so that nothing waits for long.
function drawPages() {
  const sheets = $('sheets'), main = $('pages').getBoundingClientRect();
  now.pages.forEach((page, i) => {
    if (!sheets.children[i]) sheets.append(newSheet(i + 1));
    sheets.children[i].style.aspectRatio = `${page.w} / ${page.h}`;
    sheets.children[i].style.setProperty('--points', page.w);
  });
  while (sheets.children.length > now.pages.length) sheets.lastChild.remove();
  restore();
  const inSight = [...sheets.children].filter(sheet => {
    const box = sheet.getBoundingClientRect();
    return box.bottom > main.top && box.top < main.bottom;
  });
  inSight.forEach(swap);
  afterPaint(drawNext);
}

const afterPaint = task => requestAnimationFrame(() => setTimeout(task));

const pageOf = sheet => now.pages[[...$('sheets').children].indexOf(sheet)];

// drawNext draws one page that is not on its sheet yet. When there is none, no
// picture is needed any more.
function drawNext() {
  const sheet = [...$('sheets').children].find(s => s.dataset.id !== pageOf(s).id);
  if (sheet) {
    swap(sheet);
    afterPaint(drawNext);
  } else {
    for (const id in pictures) delete pictures[id];
  }
}

// swap puts the picture of now on a sheet, unless it is there.
function swap(sheet) {
  const {id} = pageOf(sheet);
  if (sheet.dataset.id === id) return;
  const old = sheet.querySelector('svg'), fresh = picture(pictures[id]);
  if (old) old.replaceWith(fresh); else sheet.append(fresh);
  sheet.dataset.id = id;
}

function newSheet(number) {
  const sheet = element('section', 'sheet');
  sheet.setAttribute('aria-label', `Page ${number}`);
  return sheet;
}

// picture is the drawing of a page. Its places lose their ids, which the author
// may have chosen, so that they cannot be taken for parts of this page.
function picture(text) {
  const svg = document.adoptNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement);
  for (const place of svg.querySelectorAll('[id]')) {
    place.dataset.place = place.id;
    place.removeAttribute('id');
  }
  for (const a of svg.querySelectorAll('a')) {
    if (a.getAttribute('href').startsWith('#')) continue;
    a.setAttribute('target', '_blank');
    a.setAttribute('rel', 'noopener noreferrer');
  }
  return svg;
}

// placeAt is the smallest block or statement under the pointer.
function placeAt(sheet, event) {
  const box = sheet.getBoundingClientRect();
  const number = [...$('sheets').children].indexOf(sheet) + 1, scale = now.pages[number - 1].w / box.width;
  const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
  let best;
  for (const p of now.places) {
    if (p.page !== number || x < p.x || x > p.x + p.w || y < p.y || y > p.y + p.h) continue;
    if (!best || p.w * p.h < best.w * best.h) best = p;
  }
  return best;
}

// placeOf is where a line of the source is printed: the statement or block that
// stands there, else the nearest that begins before it.
function placeOf(file, line, col) {
  let best;
  for (const p of now.places) {
    if (p.file !== file || p.line > line || p.line === line && col && p.col > col) continue;
    if (!best || p.line > best.line || p.line === best.line && (p.col > best.col || p.col === best.col && p.statement && !best.statement)) best = p;
  }
  return best;
}

// frame marks a block or statement on every page and line that it stands on, and
// returns the first mark.
function frame(kind, place) {
  for (const old of document.querySelectorAll(`.frame.${kind}`)) old.remove();
  if (!place) return undefined;
  const marks = [];
  for (const p of now.places) {
    const sheet = $('sheets').children[p.page - 1], page = now.pages[p.page - 1];
    if (!sheet || ['file', 'line', 'col', 'statement'].some(key => p[key] !== place[key])) continue;
    const mark = element('div', `frame ${kind}`);
    for (const [side, part] of [['left', p.x / page.w], ['top', p.y / page.h], ['width', p.w / page.w], ['height', p.h / page.h]]) {
      mark.style[side] = `${100 * part}%`;
    }
    sheet.append(mark);
    marks.push(mark);
  }
  return marks[0];
}

// clearFrames drops the marks when places have moved.
function clearFrames() {
  frame('lit');
  pointAt();
}

// light marks what a place of the source is printed as, and brings it into view.
function light(place) {
  const mark = frame('lit', place);
  if (!mark) return;
  const main = $('pages'), box = mark.getBoundingClientRect(), view = main.getBoundingClientRect();
  if (box.top < view.top + 60 || box.bottom > view.bottom - 20) main.scrollTop += box.top - view.top - main.clientHeight / 3;
}

// reveal shows a place of the source: on its page, and in its file.
function reveal(file, line, col) {
  light(placeOf(file, line, col));
  showSource(file, line);
}

// goTo follows a reference within the brief.
function goTo(name) {
  for (const place of $('sheets').querySelectorAll('[data-place]')) {
    if (place.dataset.place !== name) continue;
    const sheet = place.closest('.sheet'), page = pageOf(sheet);
    // A place has no size, and so no box to scroll to.
    const y = place.transform.baseVal.consolidate().matrix.f / page.h * sheet.offsetHeight;
    $('pages').scrollTop += sheet.getBoundingClientRect().top + y - $('pages').getBoundingClientRect().top - $('pages').clientHeight / 4;
  }
}

$('sheets').addEventListener('click', e => {
  const sheet = e.target.closest('.sheet'), a = e.target.closest('a');
  if (a && a.getAttribute('href').startsWith('#')) {
    e.preventDefault();
    goTo(a.getAttribute('href').slice(1));
  }
  if (!sheet || a || !window.getSelection().isCollapsed) return;
  const place = placeAt(sheet, e);
  frame('lit', place);
  if (place) showSource(place.file, place.line);
});

let over;
function pointAt(place) {
  if (place !== over) frame('over', over = place);
}
$('sheets').addEventListener('mousemove', e => {
  const sheet = e.target.closest('.sheet');
  pointAt(sheet ? placeAt(sheet, e) : undefined);
});
$('sheets').addEventListener('mouseleave', () => pointAt());

// Zoom: 0 fits the width, else a factor of the printed size. What is in the
// middle stays there.

let zoom = Number(memory.getItem('zoom')) || 0;
function setZoom(z) {
  zoom = z;
  memory.setItem('zoom', z);
  const main = $('pages'), middle = (main.scrollTop + main.clientHeight / 2) / main.scrollHeight;
  for (const sheet of $('sheets').children) sheet.style.width = z ? `calc(var(--points) * ${z} * 1pt)` : '';
  main.scrollTop = middle * main.scrollHeight - main.clientHeight / 2;
}
function step(factor) {
  const first = $('sheets').firstElementChild;
  if (!first) return;
  const shown = first.getBoundingClientRect().width * 0.75 / now.pages[0].w;
  setZoom(Math.min(4, Math.max(0.25, Math.round(shown * factor * 20) / 20)));
}
$('smaller').onclick = () => step(1 / 1.25);
$('larger').onclick = () => step(1.25);
$('fit').onclick = () => setZoom(0);

// A page that is loaded again takes up where it was.
let restored = false;
function restore() {
  if (zoom) setZoom(zoom);
  if (restored) return;
  restored = true;
  $('pages').scrollTop = Number(memory.getItem('scroll')) || 0;
}
window.addEventListener('pagehide', () => memory.setItem('scroll', $('pages').scrollTop));

// Problems

function drawProblems() {
  $('tab-problems').textContent = now.problems.length ? `Problems (${now.problems.length})` : 'Problems';
  const list = element('ul');
  for (const p of now.problems) list.append(problemItem(p));
  $('problems').replaceChildren(now.problems.length ? list : element('p', '', 'No problems.'));
  markLines();
}

function problemItem(p) {
  const item = element('li', `problem ${p.severity}`), button = element('button');
  const where = [p.file, p.line, p.col].filter(Boolean).join(':');
  if (where) button.append(element('span', 'where', where));
  button.append(element('span', 'severity', `${p.severity}: `), p.code ? `${p.code}: ` : '', p.message);
  item.append(button);
  if (p.excerpt) {
    const characters = [...p.excerpt], at = p.caret - 1;
    const pre = element('pre', '', at < 0 ? p.excerpt : characters.slice(0, at).join(''));
    if (at >= 0) pre.append(element('mark', '', characters[at] || ' '), characters.slice(at + 1).join(''));
    item.append(pre);
  }
  if (p.hint) item.append(element('p', 'hint', element('b', '', 'hint: '), p.hint));
  item.addEventListener('click', () => {
    if (window.getSelection().isCollapsed) reveal(p.file, p.line, p.col);
  });
  return item;
}

// Facts and statements

const quoted = expression => /[\s}"']/.test(expression) ? `"${expression.replaceAll('"', '\\"')}"` : expression;

const rows = {
  facts: f => ({
    text: [f.name, f.text, f.note], head: element('code', '', f.name), note: [element('b', '', f.text), f.note ? ` · ${f.note}` : ''],
    copies: [['{{ }}', `{{${f.name}}}`], ['claim', `[words]{claim=${quoted(f.name)}}`]],
  }),
  claims: c => ({
    text: [c.id, c.text, c.expr, c.source, c.where, c.sentence, c.verdict], head: c.text, bad: c.why,
    note: [[c.id, c.verdict, c.where].filter(Boolean).join(' · '), ...(c.expr ? [' · ', element('code', '', c.expr)] : [])],
    copies: {
      computed: () => [['copy', `{{${c.expr}}}`]],
      claim: () => [['copy', `[${c.text}]{claim=${quoted(c.expr)}}`]],
      source: () => [['copy', `[${c.text}]{src=${c.source}}`]],
      judgement: () => [],
    }[c.kind](),
    open: () => reveal(c.file, c.line, c.col),
  }),
};

function drawRows(kind) {
  const panel = $(kind), words = panel.querySelector('input').value.toLowerCase().split(/\s+/);
  const list = [];
  for (const entry of now[kind]) {
    const row = rows[kind](entry), text = row.text.filter(Boolean).join(' ').toLowerCase();
    if (words.every(w => text.includes(w))) list.push(rowItem(row));
  }
  panel.querySelector('ul').replaceChildren(...list);
}

// drawOpenRows leaves the lists that nobody sees until they are opened.
function drawOpenRows() {
  for (const kind in rows) if (!$(kind).hidden) drawRows(kind);
}

function rowItem(row) {
  const what = element(row.open ? 'button' : 'span', 'what', row.head, element('small', '', ...row.note));
  if (row.bad) what.append(element('small', 'bad', row.bad));
  if (row.open) what.onclick = row.open;
  const item = element('li', 'row', what);
  for (const [label, text] of row.copies) {
    const button = element('button', 'copy', label);
    button.title = `Copy ${text}`;
    button.setAttribute('aria-label', button.title);
    button.onclick = () => copy(button, label, text);
    item.append(button);
  }
  return item;
}

async function copy(button, label, text) {
  let said = 'Copied';
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = 'Refused';
  }
  button.classList.add('done');
  button.textContent = said;
  $('said').textContent = `${said}: ${text}`;
  setTimeout(() => {
    button.classList.remove('done');
    button.textContent = label;
  }, 1200);
}

for (const kind in rows) {
  $(kind).querySelector('input').oninput = () => drawRows(kind);
  // Up and down go from row to row, from the filter too.
  $(kind).addEventListener('keydown', e => {
    const by = {ArrowDown: 1, ArrowUp: -1}[e.key];
    if (!by) return;
    const stops = [$(kind).querySelector('input'), ...$(kind).querySelectorAll('li button:first-of-type')];
    const here = stops.findIndex(s => s === e.target || s.parentNode === e.target.closest('li'));
    const next = stops[here + by];
    if (next) next.focus();
    e.preventDefault();
  });
}

// Tabs

const tabs = [...document.querySelectorAll('[role=tab]')];
function openTab(tab) {
  memory.setItem('tab', tab.id);
  for (const t of tabs) {
    t.setAttribute('aria-selected', t === tab);
    t.tabIndex = t === tab ? 0 : -1;
    $(t.getAttribute('aria-controls')).hidden = t !== tab;
  }
  drawOpenRows();
}
for (const tab of tabs) tab.onclick = () => openTab(tab);
$('tabs').onkeydown = e => {
  const by = {ArrowRight: 1, ArrowLeft: -1}[e.key];
  if (!by) return;
  const next = tabs[(tabs.indexOf(document.activeElement) + by + tabs.length) % tabs.length];
  next.focus();
  openTab(next);
};

// Source: a window of lines of one file, so that a long one costs no more.

const mostLines = 4000;
const shown = {name: '', digest: '', from: 1, line: 0, goTo: false, calls: 0};

function drawFiles() {
  $('file').replaceChildren(...now.files.map(f => element('option', '', f.name)));
  showSource(now.files.some(f => f.name === shown.name) ? shown.name : now.files[0]?.name, 0);
}
$('file').onchange = () => showSource(now.files[$('file').selectedIndex].name, 0);

// showSource shows a file, and goes to a line of it unless that is 0. Of several
// calls that wait for their texts the last one counts.
async function showSource(name, line) {
  if (!name) return;
  const index = now.files.findIndex(f => f.name === name), digest = now.files[index]?.digest || '';
  const other = name !== shown.name, call = ++shown.calls;
  if (other || line) shown.line = line;
  shown.goTo ||= other || line > 0;
  shown.name = name;
  $('file').selectedIndex = index;
  if (digest !== shown.digest || line && !lineAt(line)) {
    const text = digest ? await sourceText(digest) : undefined;
    if (call !== shown.calls || text === null) return;
    shown.digest = digest;
    drawLines(text);
  }
  lightLine();
}

// sourceText is null when there is a newer one, which comes with the next message.
async function sourceText(digest) {
  try {
    const answer = await fetch(`source/${digest}`);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

function drawLines(text) {
  const view = $('lines');
  const all = text ? text.replace(/\r?\n$/, '').split(/\r?\n/) : [];
  shown.from = all.length > mostLines ? Math.max(1, Math.min(shown.line - mostLines / 2, all.length - mostLines + 1)) : 1;
  const lines = all.slice(shown.from - 1, shown.from - 1 + mostLines);
  view.style.setProperty('--before', shown.from - 1);
  for (const note of view.querySelectorAll('p')) note.remove();

  // Lines that are the same at the beginning and the end stay, so that a save costs little.
  const old = [...view.children];
  const equal = (i, j) => i >= 0 && j >= 0 && i < old.length && j < lines.length && old[i].textContent === (lines[j] || ' ');
  let head = 0, tail = 0;
  while (equal(head, head)) head++;
  while (old.length - tail > head && lines.length - tail > head && equal(old.length - 1 - tail, lines.length - 1 - tail)) tail++;
  for (const line of old.slice(head, old.length - tail)) line.remove();
  const fresh = lines.slice(head, lines.length - tail).map(l => element('div', '', l || ' '));
  if (tail) old[old.length - tail].before(...fresh); else view.append(...fresh);

  if (text === '') view.append(element('p', '', 'This file is empty.'));
  else if (!text) view.append(element('p', '', 'This file is not shown here: it is missing, too long, or no text.'));
  else if (all.length > lines.length) view.prepend(element('p', '', `Lines ${shown.from} to ${shown.from + lines.length - 1} of ${all.length}.`));
  markLines();
}

const lineAt = n => $('lines').querySelectorAll('div')[n - shown.from];

function lightLine() {
  const view = $('lines'), line = shown.line && lineAt(shown.line);
  for (const old of view.querySelectorAll('.lit')) old.classList.remove('lit');
  if (line) line.classList.add('lit');
  // Not scrollIntoView, which would move the window's own scroll as well.
  if (shown.goTo) view.scrollTop = line ? line.offsetTop - view.offsetTop - view.clientHeight / 2 : 0;
  shown.goTo = false;
}

// markLines shows which lines have a problem.
function markLines() {
  for (const old of $('lines').querySelectorAll('.bad')) old.classList.remove('bad');
  for (const p of now.problems) if (p.file === shown.name && p.line) lineAt(p.line)?.classList.add('bad');
}

$('lines').addEventListener('click', e => {
  const line = e.target.closest('#lines div');
  if (!line || !window.getSelection().isCollapsed) return;
  const number = shown.from + [...$('lines').querySelectorAll('div')].indexOf(line);
  light(placeOf(shown.name, number, 0));
  shown.line = number;
  lightLine();
});

openTab($(memory.getItem('tab')) || tabs[0]);
connect();
