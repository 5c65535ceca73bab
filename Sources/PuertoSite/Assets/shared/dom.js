// Elements and texts, for every script of the operators' pages.

const isSpanish = document.documentElement.lang.startsWith("es");
const say = (es, en) => (isSpanish ? es : en);

// Names with a hyphen, and `role`, are attributes; others are properties.
const make = (tag, properties = {}, ...inside) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...inside.filter((part) => part !== null && part !== undefined));
  return element;
};
