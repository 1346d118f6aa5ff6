//! Which models a server offers. Asks for a list and sends nothing of anybody's text.

use std::time::Duration;

use serde::Deserialize;

use super::address;
use super::client::Client;
use crate::settings::Settings;

/// How long a list of models may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why the models of a server are not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OfferError {
    /// The address may not be used.
    #[error(transparent)]
    Address(#[from] address::AddressError),
    /// No answer came, or not the list that was asked for.
    #[error("no list of models came from this address; is the server running there?")]
    NoList,
}

#[derive(Deserialize)]
struct List {
    data: Vec<Card>,
}

#[derive(Deserialize)]
struct Card {
    id: String,
}

/// The models that an OpenAI-compatible server without a key offers, in its order.
///
/// # Errors
/// When the address may not be used, or no list comes back.
pub async fn offered_models(base_url: &str) -> Result<Vec<String>, OfferError> {
    let url = address::endpoint(base_url, "models")?;
    let client = Client::new(&Settings::default()).map_err(|_| OfferError::NoList)?;
    let asked = async { client.list(url).await?.json::<List>().await.ok() };
    let list = tokio::time::timeout(PATIENCE, asked)
        .await
        .ok()
        .flatten()
        .ok_or(OfferError::NoList)?;
    Ok(list.data.into_iter().map(|card| card.id).collect())
}
