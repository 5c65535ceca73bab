internal import Hypertext
internal import PuertoCore

/// An event of the history as an item of a list.
struct EventLine {
    let event: HistoryEvent
    let time: LocalTime
    /// The name of the client that it is about; `nil` when no page is about its object.
    let name: String?
    let l: Language
    /// Tells whether the client is named with a link, as on a page that is not its own.
    var links = true
    /// Tells whether the day is shown too, as outside a list of one day.
    var isDated = false

    func item(_ locale: RegionalLocale, into out: inout HTML) {
        let moment = isDated ? time.html(locale) : time.clock(locale)
        out +=
            "<li>\(moment) <span>\(sentence)\(times(locale))\(byTheWeb)</span></li>\n"
    }

    private var sentence: HTML {
        let words = event.sentence(l)
        return "\(words.before)\(words.namesObject ? object : nil)\(Detail.cut(words.after))"
    }

    private var object: HTML {
        guard let name else { return Parts.name(event.object) }
        guard links else { return Parts.name(name) }
        return "<a href=\"\(PortalPath.client(event.object))\">\(Parts.name(name))</a>"
    }

    private func times(_ locale: RegionalLocale) -> HTML? {
        guard event.count > 1 else { return nil }
        return
            " <span class=\"soft\">\(l("(\(event.count.grouped(locale)) veces)", "(\(event.count.grouped(locale)) times)"))</span>"
    }

    /// Marks what the web tier has written, since an intruder there could write it.
    private var byTheWeb: HTML? {
        guard event.side == .web else { return nil }
        let reason = l(
            "Lo escribió el servidor web, no el operador en la máquina.",
            "The web server wrote this, not the operator on the machine.")
        return
            " <span class=\"tag\" title=\"\(reason)\">\(l("lo dice la web", "the web says so"))</span>"
    }
}
