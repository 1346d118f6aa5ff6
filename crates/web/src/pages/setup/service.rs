//! Where the AI runs: the four cards, trying a connection out, and what is recorded of it.

use anteroom_audit::Word;
use anteroom_gateway::{check_provider_url, try_connection};
use anteroom_office::opening::Draft;
use anteroom_store::NewConnection;
use zeroize::Zeroizing;

use super::steps::{Wrong, word};
use crate::page::sentence;

/// Mistral's own service, where nobody says which of its addresses.
const MISTRAL: &str = "https://api.mistral.ai";

/// A card to choose.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) code: &'static str,
    pub(super) title: &'static str,
    /// What leaves the building.
    pub(super) leaves: &'static str,
    /// The highest level that it allows.
    pub(super) level: &'static str,
    /// The kind of provider; none where nothing is connected.
    provider: Option<&'static str>,
    /// What the connection is called.
    name: &'static str,
}

impl Card {
    pub(super) const ALL: &'static [Card] = &[
        Card {
            code: "practice",
            title: "Practice mode",
            leaves: "Nothing leaves. You get sample answers to made-up texts.",
            level: "Level 0. You can connect a service later.",
            provider: None,
            name: "",
        },
        Card {
            code: "mistral",
            title: "Mistral API",
            leaves: "What you send leaves for Mistral's service.",
            level: "Level 1 at first. Level 2 with a signed agreement.",
            provider: Some("mistral"),
            name: "mistral",
        },
        Card {
            code: "cloud",
            title: "Private cloud",
            leaves: "What you send leaves for your own account with a cloud company.",
            level: "Level 1 at first. Up to Level 3 with a signed agreement and a full list.",
            provider: Some("openai_compatible"),
            name: "private-cloud",
        },
        Card {
            code: "own",
            title: "Self-hosted",
            leaves: "What you send stays on machines that you run.",
            level: "Level 1 at first. Up to Level 3 with a full list.",
            provider: Some("openai_compatible"),
            name: "own-server",
        },
    ];

    /// The card that was chosen; practice mode where nobody chose.
    pub(super) fn of(draft: &Draft) -> Option<&'static Card> {
        let code = match draft.get("card") {
            "" => "practice",
            code => code,
        };
        Card::ALL.iter().find(|card| card.code == code)
    }

    pub(super) fn wants_address(&self) -> bool {
        self.provider == Some("openai_compatible")
    }

    pub(super) fn wants_key(&self) -> bool {
        ["mistral", "cloud"].contains(&self.code)
    }

    /// Whether the machines are the practice's own.
    pub(super) fn is_own(&self) -> bool {
        self.code == "own"
    }

    /// Where it is.
    fn url<'d>(&self, draft: &'d Draft) -> &'d str {
        match draft.get("url") {
            "" if self.code == "mistral" => MISTRAL,
            url => url,
        }
    }
}

fn key(draft: &Draft) -> Option<Zeroizing<String>> {
    let key = draft.get("key");
    (!key.is_empty()).then(|| Zeroizing::new(key.to_owned()))
}

/// Tries the chosen service out. Gives what to say; nothing in practice mode.
pub(super) async fn test(draft: &Draft) -> Result<Option<String>, Wrong> {
    let Some((card, provider)) = connected(draft) else {
        return Ok(None);
    };
    let model = Some(draft.get("model")).filter(|model| !model.is_empty());
    let tried = try_connection(provider, card.url(draft), key(draft), model).await;
    match tried {
        Ok(tried) => Ok(Some(tried.model)),
        Err(trouble) => Err(Wrong::new("url", &sentence(&trouble.to_string()))),
    }
}

/// The connection to record; none in practice mode. `model`: the one that answered.
pub(super) fn connection(draft: &Draft, model: &str) -> Option<NewConnection> {
    let (card, provider) = connected(draft)?;
    let url = card.url(draft);
    let host = check_provider_url(provider, url).ok()?;
    Some(NewConnection {
        name: Word::lossy(card.name),
        provider: Word::lossy(provider),
        base_url: word(url)?,
        host: Word::lossy(&host),
        models: vec![word(model)?],
        upstream_key: key(draft),
    })
}

/// The chosen card, where it is a service.
pub(super) fn connected(draft: &Draft) -> Option<(&'static Card, &'static str)> {
    let card = Card::of(draft)?;
    Some((card, card.provider?))
}

/// The host of the chosen service; none in practice mode.
pub(super) fn host(draft: &Draft) -> Option<Word> {
    let (card, provider) = connected(draft)?;
    let host = check_provider_url(provider, card.url(draft)).ok()?;
    Some(Word::lossy(&host))
}
