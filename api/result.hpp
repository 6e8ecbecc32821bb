// What a step of a handler gives: a value, or the refusal that becomes the answer.
#pragma once

#include <boost/system/result.hpp>

#include "engine/refusal.hpp"

namespace saksgang::api {

template <class T>
using result = boost::system::result<T, refusal>;

} // namespace saksgang::api
