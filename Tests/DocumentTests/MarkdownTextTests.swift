import Testing

/// The parts of a document are found as a reader sees them.
@Suite struct MarkdownTextTests {
    @Test func codeIsReadInFencesAndIndented() {
        let text = MarkdownText(
            """
            # Title

                puerto build
                puerto check

            - an item

                with a second paragraph
            - another

            ```sh
            puerto serve     # until Ctrl-C
            ```
            Text.
            """)
        #expect(
            text.code == [
                "    puerto build", "    puerto check", "puerto serve     # until Ctrl-C",
            ])
    }

    @Test func commandsAreReadInBlocksAndInSpans() {
        let text = MarkdownText(
            """
            Run `puerto tenant list`, or `make
            portal`; `--json` and `puerto.yaml` are no commands.

            ```sh
            $ puerto import fleet.yaml && .build/release/puerto build > log   # all of it
            PUERTO_WORKSPACE=w puerto tenant add acme \\
                --name "Acme SL"; make test TENANTS=12
            ```
            """)
        #expect(
            text.commands(of: ["puerto", "make"]).map(\.description) == [
                "puerto import fleet.yaml", "puerto build", "puerto tenant add acme --name Acme SL",
                "make test TENANTS=12", "puerto tenant list", "make portal",
            ])
    }

    @Test func linksAreReadOutsideOfCode() {
        let text = MarkdownText(
            """
            [a](one.md) and [b](<two.md> "title"), ![c](img/three.png), `[no](four.md)`
            <img src="five.webp" alt="">

            [ref]: six.md

                [no](seven.md)
            """)
        #expect(text.links == ["one.md", "two.md", "img/three.png", "six.md", "five.webp"])
    }

    @Test func anchorsAreThoseOfGitHub() {
        let text = MarkdownText(
            """
            # Where is …, where do I add `x-y_z`?
            ## Twice
            ## Twice
            ## [Copias](x.md) y año

            ```
            # no heading
            ```
            <a id="own"></a>
            """)
        #expect(
            text.anchors == [
                "where-is--where-do-i-add-x-y_z", "twice", "twice-1", "copias-y-año", "own",
            ])
    }
}
