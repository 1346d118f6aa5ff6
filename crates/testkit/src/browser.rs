//! A browser of sorts: keeps its cookies, follows no redirects, sends forms as pages do.

use std::collections::{BTreeMap, BTreeSet};

use anteroom_audit::{Actor, Micros, Word};
use anteroom_office::account::{Account, Passphrase};
use anteroom_office::{Desk, Id};
use anteroom_policy::Role;
use anteroom_store::By;
use anyhow::{Context as _, Result};
use jiff::civil::Date;
use reqwest::{Method, RequestBuilder, header};

use crate::App;

/// The passphrase of everybody in tests.
pub const PASSPHRASE: &str = "violin harbor mustard";

/// Somebody at the pages of an app.
pub struct Browser<'a> {
    app: &'a App,
    client: reqwest::Client,
    cookies: BTreeMap<String, String>,
}

/// A page that came back.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The HTTP status.
    pub status: u16,
    /// Where it sends the browser; empty when it does not.
    pub location: String,
    /// The headers.
    pub headers: header::HeaderMap,
    /// The page.
    pub html: String,
}

impl Shown {
    /// Where the page leads on to by itself.
    ///
    /// # Errors
    /// When it does not.
    pub fn onward(&self) -> Result<String> {
        let (_, rest) = self
            .html
            .split_once("content=\"0; url=")
            .with_context(|| format!("the page leads nowhere: {}", self.html))?;
        let url = rest.split('"').next().context("the page breaks off")?;
        Ok(url.replace("&#38;", "&"))
    }

    /// What a hidden field of the page holds.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn hidden(&self, name: &str) -> Result<&str> {
        let (_, rest) = self
            .html
            .split_once(&format!("name=\"{name}\" value=\""))
            .with_context(|| format!("the page has no field {name}"))?;
        rest.split('"').next().context("the page breaks off")
    }
}

impl<'a> Browser<'a> {
    /// A browser that nobody has signed in with.
    ///
    /// # Errors
    /// When no client can be built.
    pub fn new(app: &'a App) -> Result<Self> {
        let client = crate::client()
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let cookies = BTreeMap::new();
        Ok(Self {
            app,
            client,
            cookies,
        })
    }

    /// A browser of somebody new, who has just signed in.
    ///
    /// # Errors
    /// When the account cannot be made or does not open.
    pub async fn of(app: &'a App, id: &str, roles: &[Role]) -> Result<Self> {
        add_person(app, id, roles).await?;
        let mut browser = Self::new(app)?;
        let fields = [("name", id), ("passphrase", PASSPHRASE)];
        let entered = browser.post("/sign-in", &fields).await?;
        anyhow::ensure!(entered.status == 303, "not let in: {}", entered.status);
        Ok(browser)
    }

    /// Opens a page.
    ///
    /// # Errors
    /// When the app does not answer.
    pub async fn get(&mut self, path: &str) -> Result<Shown> {
        let request = self.request(Method::GET, path);
        let request = request.header(header::ACCEPT, "text/html");
        self.show(request).await
    }

    /// Opens a page that may wait for an answer, and looks again until it does not.
    ///
    /// # Errors
    /// When the app does not answer, or the page still waits after ten seconds.
    pub async fn get_finished(&mut self, path: &str) -> Result<Shown> {
        for _ in 0..200 {
            let shown = self.get(path).await?;
            if !shown.html.contains("id=\"answer-state\"") {
                return Ok(shown);
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        anyhow::bail!("{path} still waits for an answer")
    }

    /// Sends a form, with nothing but these fields.
    ///
    /// # Errors
    /// When the app does not answer.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Shown> {
        let request = self.form(path, fields);
        self.show(request).await
    }

    /// Sends a body of another kind, such as a form with files.
    ///
    /// # Errors
    /// When the app does not answer.
    pub async fn post_body(&mut self, path: &str, kind: &str, body: Vec<u8>) -> Result<Shown> {
        let request = self.request(Method::POST, path);
        let request = request.header(header::CONTENT_TYPE, kind).body(body);
        self.show(request).await
    }

    /// A form that is not sent yet.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> RequestBuilder {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        self.request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.finish())
    }

    /// Sends a form of a page: with what proves that it comes from there, and of when it is.
    ///
    /// # Errors
    /// When the app does not answer, or the page shows no form.
    pub async fn send(
        &mut self,
        page: &Shown,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Shown> {
        let mut all = vec![("csrf", page.hidden("csrf")?)];
        all.extend(page.hidden("as_of").map(|at| ("as_of", at)));
        all.extend(fields);
        self.post(path, &all).await
    }

    /// Goes wherever an address leads, as when a page sends the browser on, and follows redirects until a page is shown.
    ///
    /// # Errors
    /// When nobody answers, or it goes on and on.
    pub async fn follow(&mut self, url: &str) -> Result<Shown> {
        let mut url = url.to_owned();
        for _ in 0..5 {
            let is_ours = url.starts_with(&self.app.site()) || url.starts_with('/');
            let shown = match is_ours {
                true => self.get(url.trim_start_matches(&self.app.site())).await?,
                false => show(self.client.get(&url).send().await?).await?,
            };
            if shown.location.is_empty() {
                return Ok(shown);
            }
            url = shown.location;
        }
        anyhow::bail!("{url} leads on and on")
    }

    /// A request with the browser's cookies, at the pages' public address.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.app.url()))
            .header(header::HOST, self.app.site().replace("http://", ""));
        match self.cookie() {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// Takes over a cookie, as a thief would, in the place of all others.
    pub fn steal(&mut self, cookie: Option<String>) {
        self.cookies.clear();
        let pair = cookie.as_deref().and_then(|cookie| cookie.split_once('='));
        self.cookies
            .extend(pair.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    /// The cookies that the browser holds, as it sends them.
    #[must_use]
    pub fn cookie(&self) -> Option<String> {
        let pairs = self.cookies.iter();
        let all: Vec<String> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    async fn show(&mut self, request: RequestBuilder) -> Result<Shown> {
        let response = request.send().await?;
        for set in response.headers().get_all(header::SET_COOKIE) {
            let cookie = set.to_str()?.split(';').next().unwrap_or_default();
            let (name, value) = cookie.split_once('=').context("not a cookie")?;
            match value.is_empty() {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        show(response).await
    }
}

async fn show(response: reqwest::Response) -> Result<Shown> {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let location = headers.get(header::LOCATION);
    let location = location
        .map(|to| to.to_str().map(str::to_owned))
        .transpose()?;
    Ok(Shown {
        status,
        location: location.unwrap_or_default(),
        headers,
        html: response.text().await?,
    })
}

/// Gives somebody an account.
///
/// # Errors
/// When it cannot be written.
pub async fn add_person(app: &App, id: &str, roles: &[Role]) -> Result<()> {
    let name = Word::lossy("tester");
    let by = By {
        actor: Actor::Operator { name },
        at: Micros(app.clock.now().as_microsecond()),
    };
    let account = Account {
        name: Word::lossy(id),
        roles: roles.iter().copied().collect::<BTreeSet<Role>>(),
        passphrase: Passphrase::typed(PASSPHRASE.to_owned()).seal(&[7; 16])?,
        disabled: false,
        temporary: false,
    };
    let id: Id = id.parse()?;
    let desk = Desk::new(app.store.clone(), by, Date::MIN);
    Ok(desk.add(&id, &account).await?)
}
