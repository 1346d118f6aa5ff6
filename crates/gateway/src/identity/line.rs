//! The line to the identity provider: encrypted, never led elsewhere, bounded in time and size.

use std::pin::Pin;

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::Url;

use crate::upstream::{Client, Unanswered, is_this_machine};

/// What one provider may be asked through.
pub(super) struct Line<'g> {
    client: &'g Client,
    issuer: Url,
}

impl<'g> Line<'g> {
    /// The line to this provider.
    pub(super) fn new(client: &'g Client, issuer: Url) -> Self {
        Self { client, issuer }
    }

    /// Whether the provider may name this address: `https`, or on this machine where the provider itself is here. A
    /// provider elsewhere must not point at what listens on this machine.
    pub(super) fn may_lead_to(&self, url: &Url) -> bool {
        let is_here = |url: &Url| url.host_str().is_some_and(is_this_machine);
        match url.scheme() {
            "https" => is_here(&self.issuer) || !is_here(url),
            "http" => is_here(&self.issuer) && is_here(url),
            _ => false,
        }
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| Unanswered)?;
        match self.may_lead_to(&url) {
            true => self.client.exchange(request).await,
            false => Err(Unanswered),
        }
    }
}

impl<'c> AsyncHttpClient<'c> for Line<'_> {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    #[test]
    fn a_provider_leads_to_encrypted_places_and_not_back_to_this_machine() {
        let client = Client::new(&Settings::default()).unwrap();
        let far = "https://login.elm.example/realm";
        for (issuer, url, may) in [
            (far, "https://keys.elm.example/jwks", true),
            (far, "http://login.elm.example/token", false),
            (far, "http://127.0.0.1:8420/v1", false),
            (far, "https://localhost/token", false),
            (far, "https://[::1]/token", false),
            (far, "file:///etc/passwd", false),
            ("http://127.0.0.1:9", "http://127.0.0.1:9/token", true),
            ("http://127.0.0.1:9", "http://login.elm.example/", false),
        ] {
            let line = Line::new(&client, Url::parse(issuer).unwrap());
            let url = Url::parse(url).unwrap();
            assert_eq!(line.may_lead_to(&url), may, "{issuer} {url}");
        }
    }
}
