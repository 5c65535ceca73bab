// Waits without blocking the page.
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
