/// The style of the reload script's bar and of the page in place of a missing one.
enum ReloadStyle {
    static let text = """
        .puerto-bar {
          position: fixed; z-index: 99; left: 16px; right: 16px; bottom: 16px; max-width: 880px; margin: 0 auto;
          display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 4px 16px; padding: 12px 12px 12px 16px;
          max-height: 40vh; overflow: auto;
          color: light-dark(#16211f, #e6ece9); background: light-dark(#fff4f2, #2a1715);
          border: 1px solid light-dark(#b3261e, #ff8a80); border-left-width: 4px; border-radius: 6px;
          box-shadow: 0 8px 24px rgb(0 0 0 / 0.24);
          font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
        }
        .puerto-bar > * { grid-column: 1 / -1; margin: 0; overflow-wrap: anywhere; }
        .puerto-bar > p:first-child { grid-column: 1; align-self: center; }
        .puerto-bar strong { color: light-dark(#b3261e, #ff8a80); }
        .puerto-bar ul { list-style: none; padding: 0; font: 13px/1.5 ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; }
        .puerto-bar li + li { margin-top: 4px; }
        .puerto-bar a { color: inherit; }
        .puerto-bar button {
          grid-area: 1 / 2; height: 32px; padding: 0 12px; font: inherit; cursor: pointer; color: inherit;
          background: transparent; border: 1px solid light-dark(#8b9893, #8b7370); border-radius: 6px;
        }
        .puerto-bar :focus-visible { outline: 2px solid currentcolor; outline-offset: 2px; }
        .puerto-nothing {
          color-scheme: light dark; margin: 0; padding: 64px 24px;
          color: light-dark(#16211f, #e6ece9); background: light-dark(#f7f8f6, #0f1417);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
        }
        .puerto-nothing main { max-width: 680px; margin: 0 auto; }
        .puerto-nothing a { color: light-dark(#0b6e5b, #4fc3a6); }
        @media print { .puerto-bar { display: none; } }

        """
}
