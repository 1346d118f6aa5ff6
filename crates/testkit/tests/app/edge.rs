//! The router as strangers, scanners and badly configured clients meet it.

use anteroom_testkit::{Answer, App, Options, client, json::at};
use anyhow::Result;
use reqwest::Method;
use serde_json::{Value, json};

const CHAT: &str = "/v1/chat/completions";
const HELLO: &str = r#"{"model":"m-echo","messages":[{"role":"user","content":"Hello"}]}"#;

async fn send(
    request: reqwest::RequestBuilder,
) -> Result<(u16, Value, reqwest::header::HeaderMap)> {
    let response = request.send().await?;
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    Ok((
        status,
        serde_json::from_str(&response.text().await?).unwrap_or_default(),
        headers,
    ))
}

/// Both client families find the same message where each looks for it.
fn is_error(body: &Value) -> bool {
    let same = |field: &str| at(body, &format!("/{field}")) == at(body, &format!("/error/{field}"));
    at(body, "/object") == "error"
        && at(body, "/message").is_string()
        && at(body, "/type").is_string()
        && ["code", "message", "param", "type"]
            .iter()
            .all(|field| same(field))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_has_the_shape_that_clients_parse() -> Result<()> {
    let app = App::start().await?;
    let json = |method: Method, path: &str| {
        app.request(method, path)
            .header("content-type", "application/json")
    };
    for (request, status) in [
        (
            json(Method::POST, "/v1/files").body("Patient: Harriet Lindgren"),
            403,
        ),
        (json(Method::POST, "/v1/batch/jobs").body("{}"), 403),
        (json(Method::GET, "/v1/agents"), 403),
        (json(Method::GET, "/v1/nothing"), 404),
        (json(Method::GET, "/nothing"), 404),
        (json(Method::GET, "/v1/chat/completions"), 405),
        (json(Method::DELETE, "/v1/models"), 405),
        (json(Method::GET, "/v1/models/nothing"), 404),
        (json(Method::POST, CHAT).body("{"), 400),
        (json(Method::POST, CHAT).body("[]"), 400),
        (
            json(Method::POST, CHAT).body(vec![0xff, 0xfe, b'{', 0]),
            400,
        ),
        (
            json(Method::POST, CHAT)
                .body(HELLO)
                .header("content-encoding", "gzip"),
            415,
        ),
        (
            json(Method::POST, CHAT)
                .body(HELLO)
                .header("anteroom-dialect", "klingon"),
            400,
        ),
        (app.request(Method::POST, CHAT).body(HELLO), 415),
        (
            app.request(Method::POST, CHAT)
                .body(HELLO)
                .header("content-type", "text/plain"),
            415,
        ),
        (
            json(Method::POST, CHAT)
                .body(HELLO)
                .bearer_auth("a second credential"),
            401,
        ),
    ] {
        let (found, body, headers) = send(request).await?;
        assert_eq!(found, status, "{body}");
        assert!(is_error(&body), "{status}: {body}");
        assert_eq!(headers["cache-control"], "no-store");
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
    assert_eq!(app.upstream.record().count(), 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_no_further_than_the_edge_has_a_receipt() -> Result<()> {
    let app = App::start().await?;
    let tried = [
        app.request(Method::POST, "/v1/files").body("Harriet"),
        app.request(Method::POST, CHAT).body(HELLO),
        app.request(Method::POST, "/v1/embeddings").body("{}"),
    ];
    let count = tried.len();
    for request in tried {
        let (_, body, headers) = send(request).await?;
        assert_eq!(
            at(&body, "/error/receipt").as_str(),
            headers["anteroom-receipt"].to_str().ok(),
            "{body}"
        );
    }
    assert_eq!(app.outcomes(count).await?, vec!["refused"; count]);
    app.store.verify_log(&[]).await?;
    let stranger = client().build()?.post(format!("{}/v1/files", app.url()));
    let (status, _, headers) = send(stranger).await?;
    assert_eq!(status, 403);
    assert!(headers.get("anteroom-receipt").is_none());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_learn_nothing() -> Result<()> {
    let app = App::start().await?;
    let client = client().build()?;
    for (method, path) in [
        (Method::GET, "/v1/models"),
        (Method::GET, "/v1/models/m-echo"),
        (Method::POST, CHAT),
    ] {
        for key in ["", "anteroom_wrong", "Basic x"] {
            let request = client.request(method.clone(), format!("{}{path}", app.url()));
            let (status, body, _) = send(
                request
                    .header("authorization", format!("Bearer {key}"))
                    .body(HELLO),
            )
            .await?;
            assert_eq!(status, 401, "{path} {body}");
            assert!(is_error(&body));
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_and_not_read_into_memory() -> Result<()> {
    let mut options = Options::default();
    options.web.body_bytes = 10_000;
    let app = App::start_with(options).await?;
    let announced: Answer = app.post(CHAT, "x".repeat(20_000)).await?;
    assert_eq!(announced.status, 413);
    let pieces =
        futures_util::stream::iter((0..20).map(|_| Ok::<_, std::io::Error>("x".repeat(1000))));
    assert_eq!(
        app.post(CHAT, reqwest::Body::wrap_stream(pieces))
            .await?
            .status,
        413
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_crawls_is_refused() -> Result<()> {
    let mut options = Options::default();
    options.web.body_time = std::time::Duration::from_millis(200);
    let app = App::start_with(options).await?;
    let never = futures_util::stream::pending::<std::io::Result<String>>();
    assert_eq!(
        app.post(CHAT, reqwest::Body::wrap_stream(never))
            .await?
            .status,
        408
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_nobody_defines_is_refused_by_its_place_alone() -> Result<()> {
    let app = App::start().await?;
    let named = "harriet_lindgren";
    let part = json!({"type": "text", "text": "Hello", named: 1});
    let tool = json!({"type": "function", "function": {"name": "f", named: 1}});
    let chat = |field: &str, value: Value| {
        let mut request = anteroom_testkit::question("m-echo", "Hello", false);
        request[field] = value;
        request
    };
    let user = |content: Value| json!([{"role": "user", "content": content}]);
    for (request, place) in [
        (chat(named, 1.into()), None),
        (
            chat("messages", user(json!([part]))),
            Some("messages[].content[]"),
        ),
        (chat("tools", json!([tool])), Some("tools[].function")),
    ] {
        let answer = app.chat(&request).await?;
        let body = answer.json();
        assert_eq!(
            (answer.status, &body["code"]),
            (400, &"unknown_field".into())
        );
        assert_eq!(body["param"].as_str(), place);
        let message = body["message"].as_str().unwrap_or_default();
        assert!(message.starts_with("Nothing was sent."), "{message}");
        assert!(
            place.is_none_or(|place| message.contains(place)),
            "{message}"
        );
        assert!(!answer.text.contains("harriet"), "{}", answer.text);
    }
    assert_eq!(app.upstream.record().count(), 0);
    Ok(())
}

/// What was found in a chart export is not what is wrong with it: taking it out would not help.
#[tokio::test(flavor = "multi_thread")]
async fn a_chart_export_is_called_one_whatever_is_found_in_it() -> Result<()> {
    let app = App::start().await?;
    let patient = json!({"resourceType": "Patient", "name": [{"family": "Lindgren", "given": ["Harriet"]}],
        "telecom": [{"system": "phone", "value": "614-555-0142"}]});
    let bundle =
        json!({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": patient}]});
    for model in ["m-echo", "u-echo"] {
        let answer = app.ask(model, &bundle.to_string()).await?;
        let body = answer.json();
        assert_eq!((answer.status, &body["code"]), (403, &"bulk_export".into()));
        assert_eq!(body["error"]["found"]["phone"], 1, "{body}");
        let message = body["message"].as_str().unwrap_or_default();
        assert!(
            message.contains("This looks like a medical record export,"),
            "{message}"
        );
    }
    assert_eq!(app.upstream.record().count(), 0);
    Ok(())
}

/// Whoever is not known, or asks too fast, cannot fill the log (ARCHITECTURE.md, the journey of a request).
#[tokio::test(flavor = "multi_thread")]
async fn strangers_and_the_hasty_leave_no_receipt() -> Result<()> {
    let mut options = Options::default();
    (options.gateway.burst, options.gateway.requests_per_minute) = (1, 1);
    let app = App::start_with(options).await?;
    let chat = || {
        app.request(Method::POST, CHAT)
            .header("content-type", "application/json")
            .body(HELLO)
    };
    let (status, ..) = send(chat()).await?;
    assert_eq!((status, app.outcomes(1).await?.len()), (200, 1));
    let unknown = client().build()?.post(format!("{}{CHAT}", app.url()));
    let unknown = unknown
        .header("content-type", "application/json")
        .bearer_auth("anteroom_wrong")
        .body(HELLO);
    for (request, status) in [(chat(), 429), (unknown, 401)] {
        let (found, body, headers) = send(request).await?;
        assert_eq!(found, status, "{body}");
        assert!(is_error(&body), "{body}");
        assert!(headers.get("anteroom-receipt").is_none());
        assert!(at(&body, "/error/receipt").is_null());
        assert_eq!(headers.contains_key("retry-after"), status == 429);
    }
    assert_eq!(app.outcomes(1).await?.len(), 1);
    assert_eq!(app.upstream.record().count(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn health_needs_no_key_and_says_no_more_than_that() -> Result<()> {
    let app = App::start().await?;
    let health = client().build()?.get(format!("{}/healthz", app.url()));
    let health = health.send().await?;
    assert_eq!(health.status(), 200);
    assert_eq!(health.text().await?, r#"{"status":"ok"}"#);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_name_their_receipt_and_are_not_cached() -> Result<()> {
    let app = App::start().await?;
    let whole = app.ask("m-echo", "Hello").await?;
    let streamed = app.ask_streaming("m-echo", "Hello").await?;
    assert_eq!(whole.headers["content-type"], "application/json");
    assert!(
        streamed.headers["content-type"]
            .to_str()?
            .starts_with("text/event-stream")
    );
    for answer in [whole, streamed] {
        assert_eq!(answer.headers["cache-control"], "no-store");
        assert!(!answer.headers["anteroom-receipt"].is_empty());
    }
    Ok(())
}
