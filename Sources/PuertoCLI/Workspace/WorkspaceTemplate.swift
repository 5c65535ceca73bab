/// The files of a new workspace.
enum WorkspaceTemplate {
    static let files = [
        ("puerto.yaml", configuration),
        ("content/runbooks/primeros-pasos.md", firstSteps),
        ("content/runbooks/primeros-pasos.en.md", firstStepsInEnglish),
        ("content/tenants/.gitkeep", ""),
        ("public/.gitkeep", ""),
    ]

    private static let configuration = """
        # The agency's Puerto. An unknown key is an error, so nothing here is ignored.

        agency:
          name: My agency
          # The portal's first language: es or en, or with the country whose formats it has, as in
          # es-MX, es-ES or en-GB.
          locale: es
          # Every language the portal is published in.
          languages: [es, en]
          # ISO 4217; prices below are in it.
          currency: USD
          # A name of the IANA database, as in America/Mexico_City.
          time_zone: UTC
          # The contact for clients; each of these is optional.
          # contact: Ana Pérez
          # email: hola@example.com
          # phone: "+34 600 000 000"
          # The colour of the clients' onboarding pages.
          # color: "#0a7ea4"

        # A client's address: a template with {port}, {slug}, {host} … Each client has a host name of
        # its own, since browsers keep cookies by name, for all ports of a machine.
        url: http://{slug}.localhost:{port}
        # … or, instead of it, a domain, for https://<slug>.example.com
        # domain: example.com

        # The machines. The first one runs the base system in slot 0, and stays the first one.
        hosts:
          - {name: local, address: localhost}

        # The client in slot N has ports 8000+N, 5432+N and 6379+N on its host.
        ports:
          app: 8000
          postgres: 5432
          redis: 6379
          # Slots to keep free, besides those that meet a well-known port (see puerto ports).
          skip: []
          # skip:
          #   - {slot: 42, reason: the printer listens on 8042}

        # The stacks. Images are pinned: a tag that moves would upgrade clients unnoticed.
        # Check that Windmill's licence allows you to serve it to paying clients.
        engine:
          images:
            windmill: ghcr.io/windmill-labs/windmill:1.743.0
            postgres: postgres:16.9
            redis: redis:7.4.4
          expose: loopback          # or none: PostgreSQL and Redis inside the stack only
          subnets: 10.213.0.0/16    # 64 addresses for each slot
          firewall: auto            # or required, off: whether clients need puerto config firewall
          memory_reserve_mb: 1024   # stays free on this machine
          disk_reserve_gb: 5
          overcommit: 4             # limits of all stacks, as a multiple of the machine's memory
          patience_s: 300           # how long a stack may take to become healthy

        # The portal behind a web server with a login, where its pages offer actions; without it they
        # are read-only.
        # web:
        #   url: https://portal.example.com   # as browsers reach it; or http://puerto.localhost:8080
        #   hook: /hook                       # the path at which the web server runs puerto-cgi
        #   proxies: [127.0.0.1]              # proxies whose X-Forwarded-For is trusted
        #   reveal: passkey                   # or off: pages show no password and make no link
        #   require: password                 # or passkey: every action needs one

        # The monthly prices and limits that clients get; every limit is optional.
        plans:
          - id: basic
            name: Básico
            price: 49.00
            limits: {cpus: 1, memory_mb: 2048, disk_gb: 20, users: 5, jobs_per_month: 10000}
          - id: pro
            name: Pro
            price: 99.00
            limits: {cpus: 2, memory_mb: 4096, disk_gb: 60, users: 20, jobs_per_month: 100000}

        """

    private static let firstSteps = """
        ---
        title: Primeros pasos
        locale: es
        audience: operator
        scope: fleet
        order: 1
        tags: [inicio]
        ---
        ## Dar de alta al primer cliente

        ```bash
        puerto tenant add mi-cliente --name "Mi cliente" --plan basic
        puerto tenant list
        ```

        Puerto le da la primera ranura libre, y con ella sus puertos.

        """

    private static let firstStepsInEnglish = """
        ---
        title: First steps
        locale: en
        audience: operator
        scope: fleet
        order: 1
        tags: [start]
        ---
        ## Add the first client

        ```bash
        puerto tenant add my-client --name "My client" --plan basic
        puerto tenant list
        ```

        Puerto gives it the lowest free slot, and with it its ports.

        """
}
