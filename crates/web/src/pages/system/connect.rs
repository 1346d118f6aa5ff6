//! `/system/connections/new`: a service is connected, as by `anteroom connection add`. It is asked for a made-up sentence
//! first; one that does not answer is not connected. The key is sealed at once and never shown again.

use anteroom_audit::Word;
use anteroom_gateway::{AddressError, Trouble, check_provider_url, try_connection};
use anteroom_store::{NewConnection, RecordError, StoreError};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use zeroize::Zeroizing;

use crate::edge::Edge;
use crate::page::{
    Allowed, AllowedForm, Fields, Frame, ManageConnections, Reader, Sent, Wrong, page, page_with,
    see_other, sentence,
};
use crate::pages::error;

/// Mistral's own service, where nobody says which of its addresses.
const MISTRAL: &str = "https://api.mistral.ai";
/// Most models that are tried out at once.
const MOST: usize = 8;

#[derive(Template)]
#[template(path = "system/connect.html")]
struct Connect {
    frame: Frame,
    fields: Fields,
    /// The models that answered, where it was only tried out.
    tried: Option<String>,
}

/// Who can answer there, as forms send it and as people say it.
const PROVIDERS: [(&str, &str); 2] = [
    ("mistral", "Mistral's own service"),
    (
        "openai_compatible",
        "Another service, your cloud account or your own machine, that takes requests as OpenAI's does",
    ),
];

impl Connect {
    fn providers(&self) -> [(&'static str, &'static str); 2] {
        PROVIDERS
    }
}

pub(crate) async fn get(by: Allowed<ManageConnections>) -> Response {
    page(&Connect {
        frame: by.frame,
        fields: Fields::with([("provider", "mistral".to_owned())]),
        tried: None,
    })
}

/// Tries the service out, and connects it unless only a try was asked for.
pub(crate) async fn post(
    State(edge): State<Edge>,
    form: AllowedForm<ManageConnections>,
) -> Result<Response, Response> {
    let AllowedForm { by, sent } = form;
    let new = match answering(&sent).await {
        Ok(new) => new,
        Err(wrong) => return Ok(again(by.frame, &sent, wrong, None)),
    };
    if sent.text("action") == "test" {
        let tried = new.models.iter().map(Word::as_str).collect::<Vec<_>>();
        return Ok(again(by.frame, &sent, Vec::new(), Some(tried.join(", "))));
    }
    let (store, name) = (edge.door.store(), new.name.clone());
    match store.add_connection(by.desk.by(), new).await {
        Ok(()) => {}
        Err(failed) => match taken(&failed) {
            Some(wrong) => return Ok(again(by.frame, &sent, vec![wrong], None)),
            None => return Err(by.failed(failed.into())),
        },
    }
    let live = store.live_connection(&name).await;
    let live = live.map_err(|_| error::broken(by.frame))?;
    Ok(see_other(&format!("/system/connections/{}", live.id)))
}

fn again(frame: Frame, sent: &Sent, wrong: Vec<Wrong>, tried: Option<String>) -> Response {
    let status = match wrong.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::CONFLICT,
    };
    let fields = Fields::again(sent, wrong);
    let connect = Connect {
        frame,
        fields,
        tried,
    };
    page_with(status, &connect)
}

/// The connection that was sent, once each of its models has answered.
async fn answering(sent: &Sent) -> Result<NewConnection, Vec<Wrong>> {
    let mut new = read(sent)?;
    let named: Vec<Option<Word>> = match new.models.is_empty() {
        true => vec![None],
        false => new.models.drain(..).map(Some).collect(),
    };
    for model in named {
        let (provider, url) = (new.provider.as_str(), new.base_url.as_str());
        let asked = model.as_ref().map(Word::as_str);
        let tried = try_connection(provider, url, new.upstream_key.clone(), asked).await;
        let tried = tried.map_err(|trouble| vec![troubled(trouble, asked)])?;
        let says = "The service named a model that cannot be used. Write the model yourself.";
        let word = Word::new(&tried.model).map_err(|_| vec![Wrong::new("models", says)])?;
        new.models.push(word);
    }
    Ok(new)
}

fn read(sent: &Sent) -> Result<NewConnection, Vec<Wrong>> {
    let mut reader = Reader::of(sent);
    let provider = provider(&mut reader);
    let name = reader.word("name", "Write a short name for it, such as mistral.");
    let address = provider.and_then(|provider| address(&mut reader, provider));
    let models = models(&mut reader);
    let key = key(&mut reader, provider);
    let new = (|| {
        let (base_url, host) = address?;
        Some(NewConnection {
            name: name?,
            provider: Word::lossy(provider?),
            base_url,
            host,
            models,
            upstream_key: key,
        })
    })();
    reader.finish(new)
}

fn provider(reader: &mut Reader<'_>) -> Option<&'static str> {
    let mut known = PROVIDERS.iter();
    let known = known.find(|(code, _)| *code == reader.text("provider"));
    if known.is_none() {
        reader.stop("provider", "Choose who answers there.");
    }
    known.map(|(code, _)| *code)
}

/// Where it is, and its host.
fn address(reader: &mut Reader<'_>, provider: &str) -> Option<(Word, Word)> {
    let url = match (reader.text("url"), provider) {
        ("", "mistral") => Word::lossy(MISTRAL),
        _ => reader.word("url", "Write the address of the service.")?,
    };
    match check_provider_url(provider, url.as_str()) {
        Ok(host) => Some((url, Word::lossy(&host))),
        Err(wrong) => {
            reader.stop("url", &misplaced(wrong));
            None
        }
    }
}

/// What is wrong with an address, in words of this page.
fn misplaced(wrong: AddressError) -> String {
    match wrong {
        AddressError::NotMistral => {
            "Mistral's own service is not at this address. Leave the address empty, or choose \
             another service above."
                .to_owned()
        }
        wrong => sentence(&wrong.to_string()),
    }
}

/// The models in their order, each once: the first is the one that is asked where nobody names one.
fn models(reader: &mut Reader<'_>) -> Vec<Word> {
    let mut models: Vec<Word> = Vec::new();
    for model in reader.words("models") {
        if !models.contains(&model) {
            models.push(model);
        }
    }
    if models.len() > MOST {
        reader.stop("models", "Write eight models at most.");
    }
    models
}

fn key(reader: &mut Reader<'_>, provider: Option<&str>) -> Option<Zeroizing<String>> {
    let key = reader.text("key");
    if key.is_empty() && provider == Some("mistral") {
        reader.stop("key", "Paste the key that the service gave you.");
    }
    if !key.chars().all(|letter| letter.is_ascii_graphic()) {
        let says = "Paste the key alone, whole and without spaces. It is not kept on this page, so paste it again.";
        reader.stop("key", says);
    }
    (!key.is_empty()).then(|| Zeroizing::new(key.to_owned()))
}

/// What does not work, at the field that can mend it.
fn troubled(trouble: Trouble, model: Option<&str>) -> Wrong {
    match (trouble, model) {
        (Trouble::Address(wrong), _) => Wrong::new("url", &misplaced(wrong)),
        (Trouble::Key, _) => Wrong::new("key", &sentence(&trouble.to_string())),
        (Trouble::Model, Some(model)) => {
            let says = format!("{model}: {trouble}.");
            Wrong::new("models", &says)
        }
        (Trouble::Model, None) => Wrong::new("models", &sentence(&trouble.to_string())),
        _ => Wrong::new("url", &sentence(&trouble.to_string())),
    }
}

/// What is taken already, at its field.
fn taken(failed: &StoreError) -> Option<Wrong> {
    match failed {
        StoreError::Record(RecordError::Exists) => {
            let says = "There is a connection of this name. Choose another name, or withdraw that one first.";
            Some(Wrong::new("name", says))
        }
        StoreError::ModelTaken { model, connection } => {
            let says = format!(
                "Connection {connection} offers {model} already, and a model goes through one connection. Leave it out, or withdraw that one first."
            );
            Some(Wrong::new("models", &says))
        }
        _ => None,
    }
}
