import PuertoCore
import TestSupport
import Testing

/// Tests which pictures become the agency's logo.
@Suite struct LogoTests {
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

    private static func svg(_ inside: String, _ attributes: String = "") -> [UInt8] {
        Array("<svg xmlns=\"http://www.w3.org/2000/svg\" \(attributes)>\(inside)</svg>".utf8)
    }

    @Test func aPNGAndAPlainSVGAreTaken() throws {
        #expect(try Logo(Self.png, name: "logo.png").kind == .png)
        let plain = Self.svg("<path d=\"M0 0h1\" stroke-linejoin='round'/><text>on = 1</text>")
        #expect(try Logo(plain, name: "a/logo.svg").kind == .svg)
    }

    /// As drawing programs export it.
    @Test func anExportedDrawingIsTaken() throws {
        let text = """
            \u{FEFF}<?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <!-- <script> in a comment -->
            <svg version="1.1" viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"
               xmlns:svg="http://www.w3.org/2000/svg"
               xmlns:xlink="http://www.w3.org/1999/xlink" xml:space="preserve">
              <title>Panadería &amp; café</title>
              <defs id="defs1"><linearGradient id="a"><stop offset="0" style="stop-color:#fff"/>\
            </linearGradient><clipPath id="c"><rect width='9' height='9'/></clipPath></defs >
              <g clip-path="url(#c)" style="fill:url( &quot;#a&quot; )"><use xlink:href="#b"/></g>
              <use href="#b" fill="url(#a) none"/>
            </svg>
            <!-- end -->

            """
        #expect(try Logo(Array(text.utf8), name: "logo.svg").kind == .svg)
    }

    private static let ns = "http://www.w3.org/2000/svg"

    @Test(arguments: [
        ("<script>alert(1)</script>", "", "element 'script'"), ("", "onload=\"x\"", "'onload'"),
        ("<g\nONCLICK='x' />", "", "attribute 'ONCLICK'"),
        ("<foreignObject/>", "", "element 'foreignObject'"), ("<a href='#x'/>", "", "element 'a'"),
        ("<x:script xmlns:x='\(ns)'>alert(1)</x:script>", "", "element 'x:script'"),
        ("<image href='#a'/>", "", "element 'image'"), ("<SCRIPT/>", "", "element 'SCRIPT'"),
        ("<style>@import 'x'</style>", "", "element 'style'"), ("<set/>", "", "element 'set'"),
        ("<animate/>", "", "element 'animate'"), ("<g xlink:onload='x'/>", "", "'xlink:onload'"),
        ("<rect fill=\"url(http://x)\"/>", "", "attribute 'fill'"),
        ("<rect fill=\"URL( '//evil/x' )\"/>", "", "attribute 'fill'"),
        ("<rect style=\"fill:url(#a);mask:url(//evil)\"/>", "", "attribute 'style'"),
        ("<rect style=\"fill:u\\72l(//evil)\"/>", "", "attribute 'style'"),
        ("<rect style=\"@import '//evil'\"/>", "", "attribute 'style'"),
        ("<rect style=\"mask:image-set('//evil' 1x)\"/>", "", "attribute 'style'"),
        ("<rect fill=\"url(&quot;//evil&quot;)\"/>", "", "attribute 'fill'"),
        ("<use href=\"//evil#x\"/>", "", "attribute 'href'"),
        ("<use xlink:href=\"data:x\"/>", "", "attribute 'xlink:href'"),
        ("<use HREF=\"java&#115;cript:x\"/>", "", "reference '&#115;'"),
        ("<text>&evil;</text>", "", "reference '&evil;'"), ("<g x:y='1'/>", "", "'x:y'"),
        ("<g xmlns='http://www.w3.org/1999/xhtml'/>", "", "attribute 'xmlns'"),
        ("", "xmlns:h='http://www.w3.org/1999/xhtml'", "attribute 'xmlns:h'"),
        ("", "xml:base='//evil'", "attribute 'xml:base'"),
        ("<![CDATA[x]]>", "", "'<![CDATA[x]]'"), ("<?xml-stylesheet href='x'?>", "", "<?xml"),
    ])
    func anSVGWithMoreThanShapesIsRefusedWithThePart(
        inside: String, attributes: String, part: String
    ) {
        let said = message { try Logo(Self.svg(inside, attributes), name: "logo.svg") }
        #expect(said?.contains(part) == true, "\(said ?? "taken")")
        #expect(said?.contains("which a logo may not have (export it as plain SVG") == true)
    }

    @Test(arguments: [
        "<svg:svg xmlns:svg='\(ns)'><svg:script>alert(1)</svg:script></svg:svg>",
        "<!DOCTYPE svg [<!ENTITY x '1'>]><svg xmlns='\(ns)'/>", "<svg/>", "<g xmlns='\(ns)'/>",
        "<svg xmlns='\(ns)'>", "<svg xmlns='\(ns)'><g></svg>", "<svg xmlns='\(ns)'/><svg/>",
        "<svg xmlns='\(ns)' x='1'x='2'/>", "<svg xmlns='\(ns)' x='1' x='2'/>",
        "<svg xmlns='\(ns)' x=1/>", "<svg xmlns='\(ns)' x='<'/>", "<svg xmlns='\(ns)'/>text",
        "<?xml version='1.0' encoding='UTF-7'?><svg xmlns='\(ns)'/>", "<svg xmlns='\(ns)'",
        "<svg xmlns='\(ns)'><!-- -> </svg>", "<svg xmlns='\(ns)'>\u{0}</svg>", "",
    ])
    func whatIsNotOneWellFormedDrawingIsRefused(text: String) {
        let said = message { try Logo(Array(text.utf8), name: "logo.svg") }
        #expect(said?.hasPrefix("the logo 'content/logo.svg' ") == true, "\(said ?? "taken")")
    }

    @Test(arguments: [
        ("logo.jpg", png), ("logo.png", Array("<svg".utf8)), ("logo.svg", png),
        ("logo.svg", Array("<html>".utf8)),
        ("logo.png", png + [UInt8](repeating: 0, count: Logo.limit)),
    ])
    func anotherFormatOrSizeIsRefusedWithItsName(name: String, bytes: [UInt8]) {
        let said = message { try Logo(bytes, name: name) }
        #expect(said?.hasPrefix("the logo 'content/\(name)' ") == true, "\(said ?? "")")
    }

    @Test func twoPicturesAreToldApartByTheirDescription() throws {
        let one = try Logo(Self.png, name: "a.png")
        let other = try Logo(Self.png + [4], name: "a.png")
        #expect("\(one)" != "\(other)" && String(reflecting: one).utf8.count < 40)
    }
}
