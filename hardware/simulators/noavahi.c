/* Lets ippeveprinter start on a machine without avahi or D-Bus: it announces itself to nobody. */
static int nothing;
void *avahi_threaded_poll_new(void) { return &nothing; }
const void *avahi_threaded_poll_get(void *poll) { return poll; }
int avahi_threaded_poll_start(void *poll) { (void)poll; return 0; }
void avahi_threaded_poll_lock(void *poll) { (void)poll; }
void avahi_threaded_poll_unlock(void *poll) { (void)poll; }
void *avahi_client_new(const void *poll, int flags, void *call, void *data, int *error)
{
    (void)poll; (void)flags; (void)call; (void)data; (void)error;
    return &nothing;
}
