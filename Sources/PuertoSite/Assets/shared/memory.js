// What this browser remembers beyond a page. A browser that keeps nothing throws: it forgets.

const recall = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

const remember = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is a convenience only.
  }
};
