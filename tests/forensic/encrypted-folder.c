// Gives a file system a key, or encrypts an empty folder with it: two fscrypt calls of linux/fscrypt.h, and nothing else.
// encrypted-folder add MOUNT KEYHEX (64 bytes): prints the key's identifier.
// encrypted-folder protect FOLDER IDENTIFIERHEX (16 bytes): AES-256-XTS for contents, AES-256-CTS for names, policy version 2.
#include <fcntl.h>
#include <linux/fscrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

static void from_hex(const char *text, unsigned char *bytes, size_t count) {
  if (strlen(text) != 2 * count) exit(2);
  for (size_t i = 0; i < count; i++)
    if (sscanf(text + 2 * i, "%2hhx", bytes + i) != 1) exit(2);
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int folder = open(argv[2], O_RDONLY | O_DIRECTORY);
  if (folder < 0) return perror(argv[2]), 1;
  int r = -1;
  if (!strcmp(argv[1], "add")) {
    struct fscrypt_add_key_arg *key = calloc(1, sizeof *key + 64);
    key->key_spec.type = FSCRYPT_KEY_SPEC_TYPE_IDENTIFIER;
    key->raw_size = 64;
    from_hex(argv[3], key->raw, 64);
    r = ioctl(folder, FS_IOC_ADD_ENCRYPTION_KEY, key);
    for (int i = 0; r == 0 && i < 16; i++) printf("%02x", key->key_spec.u.identifier[i]);
  } else if (!strcmp(argv[1], "protect")) {
    struct fscrypt_policy_v2 policy = {.version = FSCRYPT_POLICY_V2,
                                       .contents_encryption_mode = FSCRYPT_MODE_AES_256_XTS,
                                       .filenames_encryption_mode = FSCRYPT_MODE_AES_256_CTS,
                                       .flags = FSCRYPT_POLICY_FLAGS_PAD_32};
    from_hex(argv[3], policy.master_key_identifier, 16);
    r = ioctl(folder, FS_IOC_SET_ENCRYPTION_POLICY, &policy);
  }
  if (r) perror(argv[1]);
  return r ? 1 : 0;
}
