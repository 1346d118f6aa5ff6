//! The address at which people open the pages: a passkey is good there and nowhere else.

use webauthn_rp::request::{AsciiDomain, DomainOrigin, RpId};

/// An address without a path, such as `https://anteroom.elmstreet.example`.
#[derive(Clone, Debug)]
pub struct Site {
    address: String,
    id: RpId,
}

/// The address is none that browsers keep passkeys for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write it as https://NAME or https://NAME:PORT; http:// is for localhost alone, and a number is no name"
)]
pub struct NotASite;

impl Site {
    /// This address.
    ///
    /// # Errors
    /// When browsers would keep no passkeys for it: without TLS away from this machine, by a number, or with a path.
    pub fn of(address: &str) -> Result<Site, NotASite> {
        let (scheme, rest) = address.split_once("://").ok_or(NotASite)?;
        let (host, port) = rest.split_once(':').unwrap_or((rest, "443"));
        let is_secure = scheme == "https" || (scheme == "http" && host == "localhost");
        let is_name = host.ends_with(|last: char| last.is_ascii_lowercase())
            && host
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c));
        let id = AsciiDomain::try_from(host.to_owned()).map_err(|_| NotASite)?;
        match is_secure && is_name && port.parse::<u16>().is_ok() {
            true => Ok(Site {
                address: address.to_owned(),
                id: RpId::Domain(id),
            }),
            false => Err(NotASite),
        }
    }

    /// This machine, at this port.
    ///
    /// # Errors
    /// Never: `localhost` is a name.
    pub fn of_this_machine(port: u16) -> Result<Site, NotASite> {
        Site::of(&format!("http://localhost:{port}"))
    }

    /// The address, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    pub(super) fn id(&self) -> &RpId {
        &self.id
    }

    /// Where an answer must come from; nothing else has the same address.
    pub(super) fn origins(&self) -> Vec<DomainOrigin<'_, '_>> {
        DomainOrigin::try_from(self.address.as_str())
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_tls_and_this_machine_are_sites() {
        for good in [
            "https://anteroom.elmstreet.example",
            "https://anteroom:8443",
            "http://localhost:8420",
        ] {
            let site = Site::of(good);
            assert!(site.is_ok_and(|site| site.origins().len() == 1), "{good}");
        }
        for bad in [
            "",
            "anteroom.example",
            "http://anteroom.example",
            "https://10.0.0.5",
            "https://anteroom.example/",
            "https://anteroom.example/x",
            "https://anteroom.example:port",
            "https://",
            "https://a b",
            "https://a@b.example",
            "http://127.0.0.1:8420",
            "https://Elm.example",
            "https://anteroom.example?x",
            "ftp://localhost",
        ] {
            assert!(Site::of(bad).is_err(), "{bad}");
        }
    }
}
