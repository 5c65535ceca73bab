// The index: scripts that call `puertoIndex`, loaded when the operator first searches or filters.

const { up, portal, shards } = document.body.dataset;
// Usual container names follow from the slug, as in `Containers(slug:)`; only others are in the index.
const SERVICES = ["windmill", "postgres", "redis"];
const indexed = new Map();
window.puertoIndex = (name, rows) => indexed.set(name, rows);

const loadScript = (src) =>
  new Promise((resolve) => {
    document.head.append(make("script", { src, onload: resolve, onerror: resolve }));
  });

const clientEntry = (row) => {
  const [slug, name, , url, , , , contact, , words] = row;
  const stem = slug.replaceAll("-", "_");
  const containers = SERVICES.map((service) => `${stem}_${service}`);
  return {
    row,
    title: name,
    hint: withoutScheme(url),
    href: `${up}clients/${slug}.html`,
    text: plain([name, slug, url, contact, words, ...containers].join(" ")),
  };
};

const runbookEntry = (row) => ({
  title: row[1],
  hint: say("manual", "runbook"),
  href: `${up}runbooks/${row[0]}.html`,
  text: plain(row.join(" ")),
});

const readIndex = async () => {
  const names = Array.from({ length: Number(shards) }, (_, i) => `clients-${i + 1}`);
  const files = names.map((name) => `${portal}search/${name}.js`);
  await Promise.all([...files, `${up}search/runbooks.js`].map(loadScript));
  const clients = names.flatMap((name) => indexed.get(name) ?? []);
  return [...clients.map(clientEntry), ...(indexed.get("runbooks") ?? []).map(runbookEntry)];
};

let loading;
const loadIndex = () => (loading ??= readIndex());

// Titles that begin with the first word come first, then those that contain it.
const findEntries = (entries, query) => {
  const words = plainWords(query);
  if (!words.length) return [];
  const found = [];
  for (const entry of entries) {
    if (!hasWords(entry.text, words)) continue;
    const title = plain(entry.title);
    const rank = title.startsWith(words[0]) ? 0 : title.includes(words[0]) ? 1 : 2;
    found.push({ entry, rank });
  }
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, 12).map(({ entry }) => entry);
};
