import PuertoHook

print("Status: 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\n")
