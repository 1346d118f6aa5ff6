//! Where a connection may lead: `https` anywhere, `http` only to this very machine.
//!
//! Checked when a connection is added and again each time that it is used.

use reqwest::Url;

use super::Provider as _;
use super::mistral::{self, Mistral};

/// Why an address cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It holds a user name, a password, a query or a fragment.
    #[error(
        "the address may have a host and a path, but no user name, password, query or fragment"
    )]
    Extras,
    /// It is not a URL with a host.
    #[error("not an address; write it like https://api.eu.mistral.ai")]
    Form,
    /// It is not one of Mistral's own service, whose key would go there.
    #[error(
        "provider mistral is at {} only; for another server use --provider openai-compatible",
        mistral::HOSTS.join(", ")
    )]
    NotMistral,
    /// It would send text unencrypted to another machine.
    #[error(
        "use https: without it the text would cross the network unencrypted (http is allowed for this machine only)"
    )]
    Unencrypted,
}

/// Checks the base address of a connection; gives its host.
///
/// # Errors
/// When the address is not one that may be connected to.
pub fn check_base_url(address: &str) -> Result<String, AddressError> {
    let url = parse(address)?;
    url.host_str().map(str::to_owned).ok_or(AddressError::Form)
}

/// Checks the base address of a connection to a kind of provider; gives its host. A provider's own service is where it says
/// it is, or, for tests, on this machine.
///
/// # Errors
/// As [`check_base_url`], and when the provider is not there.
pub fn check_provider_url(provider: &str, address: &str) -> Result<String, AddressError> {
    let host = check_base_url(address)?;
    let elsewhere = !mistral::HOSTS.contains(&&*host) && !is_this_machine(&host);
    if provider == Mistral.code() && elsewhere {
        return Err(AddressError::NotMistral);
    }
    Ok(host)
}

/// The full URL of an endpoint such as `chat/completions` below a base address, with or without its `/v1`.
pub(crate) fn endpoint(base: &str, endpoint: &str) -> Result<Url, AddressError> {
    let mut url = parse(base)?;
    let path = url.path().trim_end_matches('/');
    let version = if path.ends_with("/v1") { "" } else { "/v1" };
    let path = format!("{path}{version}/{endpoint}");
    url.set_path(&path);
    Ok(url)
}

fn parse(address: &str) -> Result<Url, AddressError> {
    let url = Url::parse(address).map_err(|_| AddressError::Form)?;
    let host = url.host_str().ok_or(AddressError::Form)?;
    let plain = url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !plain {
        return Err(AddressError::Extras);
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_this_machine(host) => Ok(url),
        "http" => Err(AddressError::Unencrypted),
        _ => Err(AddressError::Form),
    }
}

/// Whether a host is this machine: a loopback address, or `localhost`, which the client resolves to loopback itself.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encrypted_anywhere_and_plain_only_here() {
        for good in [
            "https://api.eu.mistral.ai",
            "https://api.mistral.ai/v1/",
            "http://127.0.0.1:8080",
            "http://[::1]:1/v1",
            "http://localhost:11434/v1",
            "http://127.9.9.9",
        ] {
            assert!(check_base_url(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://api.mistral.ai", AddressError::Unencrypted),
            ("http://192.168.1.20:8000/v1", AddressError::Unencrypted),
            ("http://localhost.example.org", AddressError::Unencrypted),
            ("http://127.0.0.1.example.org", AddressError::Unencrypted),
            ("https://a:b@api.mistral.ai", AddressError::Extras),
            ("https://api.mistral.ai/?key=1", AddressError::Extras),
            ("api.mistral.ai", AddressError::Form),
            ("file:///etc/passwd", AddressError::Form),
            ("ftp://api.mistral.ai", AddressError::Form),
        ] {
            assert_eq!(check_base_url(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn a_providers_own_service_is_where_it_says() {
        let check =
            |provider, host: &str| check_provider_url(provider, &format!("https://{host}/v1"));
        for host in [
            "api.mistral.ai",
            "api.eu.mistral.ai",
            "api.us.mistral.ai",
            "API.mistral.ai",
            "127.0.0.1:1",
        ] {
            assert!(check("mistral", host).is_ok(), "{host}");
        }
        for host in [
            "api.mistral.ai.example.org",
            "mistral.ai",
            "chat.mistral.ai",
            "192.168.1.20",
            "xapi.mistral.ai",
        ] {
            let refused = check("mistral", host);
            assert_eq!(refused, Err(AddressError::NotMistral), "{host}");
            assert!(check("openai_compatible", host).is_ok(), "{host}");
        }
    }

    #[test]
    fn the_version_is_in_the_path_once() {
        for (base, url) in [
            (
                "https://api.mistral.ai",
                "https://api.mistral.ai/v1/embeddings",
            ),
            (
                "https://api.mistral.ai/v1/",
                "https://api.mistral.ai/v1/embeddings",
            ),
            (
                "http://127.0.0.1:9/gate/v1",
                "http://127.0.0.1:9/gate/v1/embeddings",
            ),
        ] {
            assert_eq!(endpoint(base, "embeddings").unwrap().as_str(), url);
        }
    }
}
