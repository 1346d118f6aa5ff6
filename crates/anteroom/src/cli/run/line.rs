//! The line to the model: the gateway in this process, asked as a client of `/v1` asks it. There is no way around it.

use anteroom_gateway::{Cause, Dialect, Gateway, Look, Refusal, UseCase};
use anteroom_office::account;
use anteroom_office::standing::holder_of;
use anteroom_store::Connection;
use anteroom_tasks::{Form, Level, Message, Task};
use anyhow::Context as _;
use bytes::Bytes;
use serde_json::json;
use zeroize::Zeroizing;

use super::Run;
use crate::cli::desk::words;
use crate::cli::{Place, input};
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::roster::PracticeFile;
use crate::terminal;
use crate::wiring::Office;

/// An open line.
pub(super) struct Line {
    gateway: Gateway,
    key: Zeroizing<String>,
    model: String,
    temperature: f64,
    /// What the task is for.
    use_case: Option<UseCase>,
    /// The fields of a chart that its form asks for.
    also: Vec<String>,
    /// Where text goes, in words.
    pub(super) destination: String,
}

impl Line {
    /// Sets up the gateway as `anteroom serve` does, and chooses the model.
    pub(super) async fn open(
        office: &Office,
        place: &Place,
        run: &Run,
        form: &Form<'_>,
    ) -> Result<Line, Failure> {
        let task = form.task();
        let key = run.key_file.as_deref().ok_or_else(|| {
            Failure::usage(
                "a key is needed; make one with `anteroom key create` and give --key-file FILE",
            )
        })?;
        let key = Zeroizing::new(input::text(Some(key))?);
        let config = Config::load(place.config.as_deref(), office.folder.path())?;
        let practice = PracticeFile::of_folder(office.folder.path())?;
        let gateway = office.gateway(&config, &practice, None)?;
        let caller = gateway.identify(Some(key.trim())).await.map_err(refused)?;
        may_do(office, caller.id(), task).await?;
        let model = match &run.model {
            Some(model) => model.clone(),
            None => first_model(&gateway).await?,
        };
        Ok(Line {
            gateway,
            key: Zeroizing::new(key.trim().to_owned()),
            destination: destination(office, &model).await?,
            model,
            use_case: UseCase::named(form.use_case()),
            also: task.asks_for(),
            temperature: task.prompt.as_ref().map_or(0.0, |frame| frame.temperature),
        })
    }

    /// What would leave in the place of these messages. Nothing is sent.
    pub(super) async fn look(&self, messages: &[Message]) -> Result<Look, Failure> {
        let fields = messages
            .iter()
            .map(|message| (words(&message.role), message.content.clone()));
        let look = self
            .gateway
            .look(self.use_case, &self.also, fields.collect());
        look.await.map_err(refused)
    }

    /// Sends messages through the whole journey; gives the answer with the real values back in it.
    pub(super) async fn ask(&self, messages: &[Message]) -> Result<String, Failure> {
        let caller = self
            .gateway
            .identify(Some(&self.key))
            .await
            .map_err(refused)?
            .asking_for(self.use_case)
            .needing(self.also.clone());
        let body =
            json!({ "model": self.model, "temperature": self.temperature, "messages": messages });
        let body = Bytes::from(serde_json::to_vec(&body).context("the request cannot be written")?);
        let reply = self.gateway.chat(caller, Dialect::OpenAi, body).await;
        let reply = reply.map_err(refused)?;
        let receipt = reply.receipt.clone();
        let answer = reply.into_text().await.unwrap_or_default();
        terminal::note(format_args!("Receipt {receipt}"));
        Ok(answer)
    }
}

/// Refuses a task that the roles of whoever holds the key do not open. General texts may also go with a key that nobody in
/// particular holds.
async fn may_do(office: &Office, key: &str, task: &Task) -> Result<(), Failure> {
    let shelf = office.desk().await?.shelf().await?;
    let holder = holder_of(&shelf, key)?;
    let is_general = task.level == Level::NoPatientInformation;
    let says = match holder.is_one_person {
        true if account::may_do(&holder.roles, task) => return Ok(()),
        true => "the role of the person whose key this is does not open this task",
        false if is_general => return Ok(()),
        false => {
            "this key is nobody's own, and the task is for certain roles; say whose it is with `anteroom key assign ID \
             --person PERSON`"
        }
    };
    let stopped = anyhow::anyhow!("nothing was sent; {says}");
    Err(Failure::new(Exit::Policy, stopped))
}

/// The model that is asked when none was named: the first of a connection that is open, else of any.
async fn first_model(gateway: &Gateway) -> Result<String, Failure> {
    let ways = gateway.ways().await.map_err(refused)?;
    let first = ways.into_iter().next().map(|way| way.model);
    first.ok_or_else(|| {
        let none = anyhow::anyhow!(
            "there is no connection to a model; add one with `anteroom connection add`"
        );
        Failure::new(Exit::Environment, none)
    })
}

/// Where text for a model goes. A model that nobody offers is refused by the gateway.
async fn destination(office: &Office, model: &str) -> Result<String, Failure> {
    let snapshot = office
        .store
        .snapshot()
        .await
        .context("the store cannot be read")?;
    let offers =
        |connection: &&Connection| connection.models.iter().any(|one| one.as_str() == model);
    let connection = snapshot.live().find(offers);
    Ok(connection.map_or_else(
        || model.to_owned(),
        |connection| format!("{model} at {} ({})", connection.host, connection.name),
    ))
}

/// A refusal in the exit codes of the command line.
fn refused(refusal: Refusal) -> Failure {
    let exit = match refusal.cause() {
        Cause::CheckFailed | Cause::IdentifierLeft | Cause::Policy => Exit::Policy,
        Cause::KeyMissing | Cause::KeyUnknown | Cause::ModelUnknown | Cause::Shape(_) => {
            Exit::Usage
        }
        _ => Exit::Environment,
    };
    let receipt = refusal
        .receipt()
        .map(|id| format!(" Receipt {id}."))
        .unwrap_or_default();
    Failure::new(exit, anyhow::anyhow!("{}{receipt}", refusal.message()))
}
