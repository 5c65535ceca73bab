/// The script of the worker that all tabs share.
enum ReloadWorker {
    static let text = #"""
        "use strict";
        const ports = new Set();
        let news;

        // Each tab that is alive answers the news with its page and tag, and hears what became
        // of the page; tabs that are gone stay silent and cost nothing.
        const ask = async (port, { page, tag }) => {
          const answer = await fetch(page, { method: "HEAD", cache: "no-store" }).catch(() => null);
          if (!answer) return;
          if (answer.status === 404) port.postMessage({ became: "nothing" });
          else if (answer.ok) port.postMessage({ became: answer.headers.get("ETag") === `"${tag}"` ? "same" : "other" });
        };

        onconnect = ({ ports: [port] }) => {
          ports.add(port);
          port.onmessage = ({ data }) => (data === "bye" ? ports.delete(port) : ask(port, data));
          if (news) port.postMessage(news);
        };

        const listen = () => {
          const source = new EventSource("/.puerto/changes");
          source.onmessage = ({ data }) => {
            news = JSON.parse(data);
            for (const port of ports) port.postMessage(news);
          };
          // It comes back by itself after a lost connection, but not after a wrong answer.
          source.onerror = () => {
            if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
          };
        };
        listen();

        """#
}
