// A worker that is missing: what was asked for waits for it.

// The line that says so; null while a worker runs, and where the hook does not tell.
const absence = (worker) => {
  if (!worker || worker.state === "running") return null;
  // A sign of a clock that was ahead tells no time.
  const seen = worker.seen_at && moment(worker.seen_at);
  const command = make("code", { textContent: "puerto work" });
  const text =
    worker.state === "never"
      ? say(
          "En espera: todavía no se ha puesto en marcha ningún trabajador. Inícialo con ",
          "It waits: no worker has ever run. Start it with ",
        )
      : say(
          `En espera: no hay ningún trabajador en marcha${seen ? ` desde el ${seen}` : ""}. Inícialo con `,
          `It waits: no worker ${seen ? `has run since ${seen}` : "runs"}. Start it with `,
        );
  return make("p", { className: "absent" }, text, command);
};
