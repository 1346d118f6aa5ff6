//! Single sign-on with the practice's identity provider (OpenID Connect, code flow with PKCE).
//!
//! `line.rs` is the only way to the provider: what it is asked is its own description, its keys, and whether the code that
//! a browser brought is good. `token.rs` says what makes its answer good. Who may come in then, `office` decides.

mod line;
mod token;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anteroom_office::single_sign_on::{Identity, Provider, Question};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreJsonWebKeySet,
    CoreProviderMetadata, CoreTokenResponse,
};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
};
use reqwest::Url;
use tokio::sync::Semaphore;

use crate::gateway::Gateway;
use line::Line;
pub use token::Flaw;

/// For how long a provider's description is taken to be true. Keys that it does not hold are asked for at once.
const GOOD_FOR: Duration = Duration::from_secs(60 * 60);
/// How many talk with the provider at a time.
const AT_ONCE: usize = 8;

/// A provider's client, with what its description gives.
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What is known of the provider.
pub(crate) struct Identities {
    known: Mutex<Option<Known>>,
    turns: Semaphore,
}

#[derive(Clone)]
struct Known {
    /// The provider's description, with its keys.
    metadata: Arc<CoreProviderMetadata>,
    since: Instant,
}

/// Why the provider does not vouch for anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotVouched {
    /// It cannot be reached, or does not answer as a provider does.
    #[error("the identity provider does not answer as it should")]
    Silent,
    /// It knows no such code, or does not know this installation.
    #[error("the identity provider refused")]
    Refused,
    /// What it said cannot be trusted.
    #[error("the identity provider's token is not good ({})", .0.code())]
    Token(Flaw),
}

impl NotVouched {
    /// The reason as the log says it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            NotVouched::Silent => "provider_silent",
            NotVouched::Refused => "provider_refused",
            NotVouched::Token(flaw) => flaw.code(),
        }
    }
}

impl Default for Identities {
    fn default() -> Self {
        Self {
            known: Mutex::default(),
            turns: Semaphore::new(AT_ONCE),
        }
    }
}

impl Gateway {
    /// The address at the provider to which the browser is sent with this question. `back` is where the answer is to come.
    ///
    /// # Errors
    /// [`NotVouched::Silent`].
    pub async fn ask_identity(
        &self,
        provider: &Provider,
        question: &Question,
        back: &str,
    ) -> Result<String, NotVouched> {
        let line = self.line(provider)?;
        let known = self.known(provider, &line).await?;
        let client = client(provider, &known.metadata, back)?;
        let (state, nonce) = (question.state.to_string(), nonce(question));
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier(question));
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let mut request = client
            .authorize_url(flow, move || CsrfToken::new(state), move || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(challenge);
        if let Some(acr) = &provider.acr {
            let acr = AuthenticationContextClass::new(acr.to_string());
            request = request.add_auth_context_value(acr);
        }
        let (url, _, _) = request.url();
        match line.may_lead_to(&url) {
            true => Ok(url.to_string()),
            false => Err(NotVouched::Silent),
        }
    }

    /// Whom the provider vouches for with the code that the browser brought.
    ///
    /// # Errors
    /// [`NotVouched`].
    pub async fn identity(
        &self,
        provider: &Provider,
        question: &Question,
        back: &str,
        code: &str,
    ) -> Result<Identity, NotVouched> {
        let line = self.line(provider)?;
        let known = self.known(provider, &line).await?;
        let client = client(provider, &known.metadata, back)?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| NotVouched::Silent)?
            .set_pkce_verifier(verifier(question));
        let _turn = self.turn().await?;
        let response: CoreTokenResponse =
            request
                .request_async(&line)
                .await
                .map_err(|error| match error {
                    RequestTokenError::ServerResponse(_) => NotVouched::Refused,
                    RequestTokenError::Parse(..) => NotVouched::Token(Flaw::Form),
                    _ => NotVouched::Silent,
                })?;
        let token = token::of(&response).map_err(NotVouched::Token)?;
        let now = self.inner().clock.now();
        let nonce = nonce(question);
        let told = token::read(token, provider, &known.metadata, &nonce, now);
        match told {
            Err(Flaw::Key) => {
                let newer = self.with_new_keys(known, &line).await?;
                token::read(token, provider, &newer.metadata, &nonce, now)
            }
            told => told,
        }
        .map_err(NotVouched::Token)
    }

    fn line(&self, provider: &Provider) -> Result<Line<'_>, NotVouched> {
        let issuer = Url::parse(provider.issuer.as_str()).map_err(|_| NotVouched::Silent)?;
        Ok(Line::new(&self.inner().client, issuer))
    }

    async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, NotVouched> {
        let turn = self.inner().identities.turns.acquire().await;
        turn.map_err(|_| NotVouched::Silent)
    }

    /// The provider's description, asked for anew where it is old.
    async fn known(&self, provider: &Provider, line: &Line<'_>) -> Result<Known, NotVouched> {
        if let Some(known) = self.remembered(provider.issuer.as_str()) {
            return Ok(known);
        }
        let issuer = IssuerUrl::new(provider.issuer.to_string()).map_err(|_| NotVouched::Silent)?;
        let _turn = self.turn().await?;
        let metadata = CoreProviderMetadata::discover_async(issuer, line).await;
        let metadata = metadata.map_err(|_| NotVouched::Silent)?;
        Ok(self.remember(metadata, Instant::now()))
    }

    fn remembered(&self, issuer: &str) -> Option<Known> {
        let known = &self.inner().identities.known;
        let known = known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        known.filter(|known| {
            known.metadata.issuer().as_str() == issuer && known.since.elapsed() < GOOD_FOR
        })
    }

    fn remember(&self, metadata: CoreProviderMetadata, since: Instant) -> Known {
        let known = Known {
            metadata: Arc::new(metadata),
            since,
        };
        let held = &self.inner().identities.known;
        *held.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        known
    }

    /// The same provider with the keys that it has now: it changes them from time to time.
    async fn with_new_keys(&self, known: Known, line: &Line<'_>) -> Result<Known, NotVouched> {
        let keys = CoreJsonWebKeySet::fetch_async(known.metadata.jwks_uri(), line).await;
        let keys = keys.map_err(|_| NotVouched::Silent)?;
        let metadata = (*known.metadata).clone().set_jwks(keys);
        Ok(self.remember(metadata, known.since))
    }
}

fn client(
    provider: &Provider,
    metadata: &CoreProviderMetadata,
    back: &str,
) -> Result<Client, NotVouched> {
    let back = RedirectUrl::new(back.to_owned()).map_err(|_| NotVouched::Silent)?;
    let id = ClientId::new(provider.client_id.to_string());
    let secret = ClientSecret::new(provider.client_secret.reveal().to_owned());
    let client = CoreClient::from_provider_metadata(metadata.clone(), id, Some(secret));
    Ok(client
        .set_auth_type(auth_type(metadata))
        .set_redirect_uri(back))
}

/// How the secret is shown: in the header, which is the default, unless the provider takes it in the body only.
fn auth_type(metadata: &CoreProviderMetadata) -> AuthType {
    let known = metadata.token_endpoint_auth_methods_supported();
    let takes = |method| known.is_some_and(|all: &Vec<CoreClientAuthMethod>| all.contains(&method));
    match takes(CoreClientAuthMethod::ClientSecretPost)
        && !takes(CoreClientAuthMethod::ClientSecretBasic)
    {
        true => AuthType::RequestBody,
        false => AuthType::BasicAuth,
    }
}

fn nonce(question: &Question) -> Nonce {
    Nonce::new(question.nonce.to_string())
}

fn verifier(question: &Question) -> PkceCodeVerifier {
    PkceCodeVerifier::new(question.verifier.to_string())
}
