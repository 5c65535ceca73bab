import PuertoCore

extension DemoClient {
    /// The twelve clients, in the order in which they came.
    static func cast(_ l: Language) throws -> [DemoClient] {
        try [
            client(
                l("Clínica Sonrisa", "Bright Smile"), l("Marta Gil", "Martha Gill"),
                grown, l("salud", "health"), 41, .linkRead),
            client(
                l("Refacciones Tigre", "Tiger Auto Parts"), l("Raúl Tamayo", "Ralph Tame"),
                small, l("inventario", "stock"), 39, .pageWithdrawn),
            client(
                l("Panadería La Güera", "Corner Bakery"), l("Lucía Ferrer", "Lucy Farrer"),
                small, l("pedidos", "orders"), 38,
                .suspended(reason: l("debe dos mensualidades", "owes two months"))),
            client(
                l("Despacho Ríos", "Rivers Law"),
                l("Diego Ríos", "Dean Rivers"), small, l("expedientes", "cases"), 35, .linkRead),
            client(
                l("Academia Newton", "Newton Academy"), l("Óscar Vidal", "Oscar Vale"), grown,
                l("cursos", "courses"), 33, .linkRead),
            client(
                l("Ferretería Ortiz", "Ortiz Hardware"), l("Rosa Ortiz", "Rose Ortiz"), small,
                l("inventario", "stock"), 30,
                .resumed(reason: l("pago rechazado por el banco", "the bank refused the payment"))),
            client(
                l("Librería El Faro", "Lighthouse Books"), l("Emma Doyle", "Emma Doyle"), small,
                l("inventario", "stock"), 28,
                .archived(reason: l("cerró el negocio", "the shop has closed"))),
            client(
                l("Veterinaria Huellas", "Paw Prints Vets"), l("Andrés Alba", "Andrew Allen"),
                small, l("citas", "bookings"), 21, .linkRead, growth: 790),
            client(
                l("Hotel La Palapa", "Palm Inn"), l("Jimena Cruz", "Jemma Cross"), grown,
                l("reservas", "bookings"), 4, .linkUnread),
            client(
                l("Café de Olla", "Slow Brew Coffee"), l("Tomás León", "Thomas Lyon"), small,
                l("pedidos", "orders"), 2, .notHandedOver),
            client(
                l("Florería Jacaranda", "Jacaranda Flowers"), l("Inés Mora", "Agnes Moore"),
                small, l("pedidos", "orders"), 1, .draft),
            client(
                l("Taller Mendoza", "Mendoza Garage"), l("Julián Mendoza", "Julian Mendoza"),
                small, l("citas", "bookings"), 1, .failed),
        ]
    }

    /// The address is the contact's first name at the client, in letters that mail takes.
    private static func client(
        _ name: String, _ contact: String, _ plan: String, _ tag: String, _ age: Int, _ fate: Fate,
        growth: Int? = nil
    ) throws -> DemoClient {
        let slug = try Slug.proposed(for: name)
        let first = try Slug.proposed(for: String(contact.prefix { $0 != " " }))
        return DemoClient(
            slug: slug, name: name,
            contact: Contact(name: contact, email: "\(first)@\(slug).example"), plan: plan,
            tags: [tag], age: age, fate: fate, growth: growth)
    }
}
