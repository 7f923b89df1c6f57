#include "resolver/index/digest.h"

#include <openssl/evp.h>

namespace whip::resolver {

Sha256 sha256_of(std::string_view bytes) {
  Sha256 digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return digest;
}

}  // namespace whip::resolver
