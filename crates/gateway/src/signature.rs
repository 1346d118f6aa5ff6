//! Signatures over thinking, in a form that only this installation can have made.
//!
//! A provider signs what its model thought and wants the signature back byte for byte, so it cannot be searched for names
//! and must not be replaced. What a client sends as a signature could be anything. So clients never see the provider's own:
//! they get it sealed, bound to the connection that it came from, and whatever does not open again is left out.

use anteroom_store::{Cell, KeyRing};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The signatures of one connection's answers.
#[derive(Clone)]
pub(crate) struct Signatures {
    connection: String,
    ring: KeyRing,
}

impl Signatures {
    pub(crate) fn new(ring: &KeyRing, connection: &str) -> Self {
        Self {
            connection: connection.to_owned(),
            ring: ring.clone(),
        }
    }

    /// A provider's signature as the client may have it; none when it cannot be sealed.
    pub(crate) fn sealed(&self, signature: &str) -> Option<String> {
        let sealed = self.ring.seal(self.cell(), signature.as_bytes()).ok()?;
        Some(URL_SAFE_NO_PAD.encode(sealed))
    }

    /// The provider's signature in what a client sent back; none when it is not one that was given out for this connection.
    pub(crate) fn opened(&self, sealed: &str) -> Option<String> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let signature = self.ring.open(self.cell(), &sealed).ok()?;
        std::str::from_utf8(&signature).ok().map(str::to_owned)
    }

    fn cell(&self) -> Cell<'_> {
        Cell {
            table: "thinking",
            row: &self.connection,
            column: "signature",
            bound_to: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signatures(key: u8, connection: &str) -> Signatures {
        let ring = KeyRing::new(vec![zeroize::Zeroizing::new([key; 32])]).unwrap();
        Signatures::new(&ring, connection)
    }

    #[test]
    fn only_what_was_given_out_for_the_connection_comes_back() {
        let own = signatures(1, "c1");
        let sealed = own.sealed("c2lnbmF0dXJl").unwrap();
        assert_eq!(own.opened(&sealed).as_deref(), Some("c2lnbmF0dXJl"));
        assert_eq!(signatures(1, "c2").opened(&sealed), None);
        assert_eq!(signatures(2, "c1").opened(&sealed), None);
        for foreign in ["c2lnbmF0dXJl", "Harriet Lindgren", ""] {
            assert_eq!(own.opened(foreign), None, "{foreign}");
        }
    }
}
