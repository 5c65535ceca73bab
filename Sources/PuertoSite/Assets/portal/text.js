// Texts are compared without case and accents.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const plainWords = (text) => plain(text).split(/\s+/).filter(Boolean);
const hasWords = (text, words) => words.every((word) => text.includes(word));
const withoutScheme = (url) => url.replace(/^https?:\/\//, "");
