internal import Hypertext

/// The pictures of the page layout, drawn on a 16-pixel grid.
enum Icon {
    static let anchor: HTML = """
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="3" r="1.8"/>\
        <path d="M8 4.8V14M4.8 7h6.4M2 9.2c.4 3 2.8 4.8 6 4.8s5.6-1.8 6-4.8"/></svg>
        """
}
