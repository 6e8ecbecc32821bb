// A name for the calling thread, as operating tools show it: at most 15 characters.
#pragma once

#include <pthread.h>

namespace saksgang {

inline void name_thread(char const* name) { pthread_setname_np(pthread_self(), name); }

} // namespace saksgang
