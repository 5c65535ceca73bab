// Errands: questions that only the worker can answer.

// Repeats `step` until the worker has answered, for a minute; null once `isWanted()` is false.
const whenAnswered = async (step, isWanted) => {
  const end = Date.now() + 60000;
  for (let rest = 300; Date.now() < end; rest = Math.min(rest * 1.4, 2000)) {
    if (!isWanted()) return null;
    const answer = await step();
    if (answer.state === "failed") throw new Refused(422, failure(answer));
    if (answer.state !== "waiting") return answer;
    await pause(rest);
    await whenVisible();
  }
  throw new Refused(504, {
    title: say("El trabajador no contesta.", "The worker does not answer."),
    hint: say("Mira si «puerto work» está en marcha.", "See whether “puerto work” is running."),
  });
};

const failure = ({ error }) =>
  error
    ? { detail: error }
    : { title: say("El trabajador no ha podido.", "The worker could not do it.") };
