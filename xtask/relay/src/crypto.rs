//! Unwrapping and decrypting, by OpenSSL. Whatever goes wrong in here, the answer is the same nothing.
//!
//! In production the first half is a call to the key service that holds the private key.

use crate::compact::Compact;
use openssl::error::ErrorStack;
use openssl::md::Md;
use openssl::pkey::{PKey, Private};
use openssl::pkey_ctx::PkeyCtx;
use openssl::rand::rand_bytes;
use openssl::rsa::Padding;
use openssl::symm::{Cipher, decrypt_aead};
use zeroize::Zeroizing;

const KEY: usize = 32;

/// The plaintext, wiped when it is dropped.
pub(crate) fn open(private: &PKey<Private>, sealed: &Compact<'_>) -> Option<Zeroizing<Vec<u8>>> {
    // Made before anything can fail. With it the decryption goes on to the end and fails there, as it does for a changed
    // tag: RFC 7516, section 11.5.
    let mut key = Zeroizing::new([0; KEY]);
    rand_bytes(key.as_mut()).ok()?;
    if let Ok(unwrapped) = unwrap(private, &sealed.wrapped_key)
        && unwrapped.len() == KEY
    {
        key.copy_from_slice(&unwrapped);
    }
    let header = sealed.written_header.as_bytes();
    decrypt_aead(Cipher::aes_256_gcm(), key.as_ref(), Some(&sealed.iv), header, &sealed.ciphertext, &sealed.tag)
        .map(Zeroizing::new)
        .ok()
}

fn unwrap(private: &PKey<Private>, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, ErrorStack> {
    let mut context = PkeyCtx::new(private)?;
    context.decrypt_init()?;
    context.set_rsa_padding(Padding::PKCS1_OAEP)?;
    context.set_rsa_oaep_md(Md::sha256())?;
    context.set_rsa_mgf1_md(Md::sha256())?;
    let mut unwrapped = Zeroizing::new(Vec::new());
    context.decrypt_to_vec(wrapped, &mut unwrapped)?;
    Ok(unwrapped)
}
