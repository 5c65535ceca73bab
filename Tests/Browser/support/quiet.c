/* Keeps a program from hearing of the machine's networks: no socket of NETLINK_ROUTE opens.
 *
 * Chromium breaks off whatever it is loading when a network comes or goes (ERR_NETWORK_CHANGED).
 * Docker's do while other tests make clients. Without the socket it takes the machine for online.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/netlink.h>
#include <sys/socket.h>

int socket(int domain, int type, int protocol) {
    static int (*next)(int, int, int);
    if (domain == AF_NETLINK && protocol == NETLINK_ROUTE) {
        errno = EAFNOSUPPORT;
        return -1;
    }
    if (!next) next = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");
    return next(domain, type, protocol);
}
