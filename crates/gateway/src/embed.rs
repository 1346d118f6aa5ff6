//! Requests for embeddings: texts in, vectors out.
//!
//! A vector can be turned back into much of its text, so it is the replaced text that is embedded. Lists of token numbers are
//! refused: they are text that cannot be checked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::answer::Usage;
use crate::refusal::{Field, Shape};

/// Longest vector that is asked for.
const MOST_DIMENSIONS: u64 = 65_536;

/// One request.
#[derive(Clone, Default)]
pub(crate) struct Request {
    /// Whether the client wants vectors as Base64 of little-endian 32-bit floats, as OpenAI's clients do.
    pub(crate) base64: bool,
    pub(crate) dimensions: Option<u64>,
    pub(crate) input: Vec<String>,
}

/// What a provider sends.
#[derive(Deserialize)]
struct Vectors {
    data: Vec<Vector>,
    #[serde(default)]
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Vector {
    embedding: Vec<f32>,
    /// Which input it belongs to; servers answer in any order.
    #[serde(default)]
    index: Option<usize>,
}

impl Request {
    /// Reads a request of either client family.
    ///
    /// # Errors
    /// When a field is unknown or has a value that cannot be used.
    pub(crate) fn read(body: &Value) -> Result<Self, Shape> {
        let body = body.as_object().ok_or(Shape::NotJson)?;
        let known = [
            "model",
            "input",
            "encoding_format",
            "dimensions",
            "output_dimension",
            "output_dtype",
            "user",
            "metadata",
        ];
        if body
            .iter()
            .any(|(key, value)| !value.is_null() && !known.contains(&key.as_str()))
        {
            return Err(Shape::UnknownField(None));
        }
        if word(body, "output_dtype")?.is_some_and(|kind| kind != "float") {
            return Err(Shape::Field(Field("output_dtype")));
        }
        Ok(Self {
            base64: base64(word(body, "encoding_format")?)?,
            dimensions: dimensions(body, "dimensions")?.or(dimensions(body, "output_dimension")?),
            input: input(body.get("input"))?,
        })
    }

    /// The vectors of a provider's reply as clients read them. `None` when it is not such a reply.
    pub(crate) fn answer(&self, model: &str, reply: &[u8]) -> Option<(Bytes, Option<Usage>)> {
        let vectors: Vectors = serde_json::from_slice(reply).ok()?;
        let data: Vec<Value> = in_order(&vectors.data, self.input.len())?
            .into_iter()
            .enumerate()
            .map(|(index, vector)| self.vector(index, &vector.embedding))
            .collect();
        let usage = vectors.usage.unwrap_or_default();
        // Mistral's clients insist on the id, though it names nothing.
        let id = format!("embd-{}", crate::ids::fresh().simple());
        let body = json!({"id": id, "object": "list", "data": data, "model": model, "usage": usage.json()});
        Some((Bytes::from(body.to_string()), vectors.usage))
    }

    fn vector(&self, index: usize, vector: &[f32]) -> Value {
        let embedding = if self.base64 {
            let bytes: Vec<u8> = vector
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect();
            STANDARD.encode(bytes).into()
        } else {
            Value::from(vector)
        };
        json!({"object": "embedding", "index": index, "embedding": embedding})
    }
}

/// One vector for each input, in the order of the inputs. `None` when one is missing or there are two for one.
fn in_order(data: &[Vector], inputs: usize) -> Option<Vec<&Vector>> {
    let mut places = vec![None; inputs];
    for (at, vector) in data.iter().enumerate() {
        let place = places.get_mut(vector.index.unwrap_or(at))?;
        if place.replace(vector).is_some() {
            return None;
        }
    }
    places.into_iter().collect()
}

fn word<'b>(body: &'b Map<String, Value>, field: &'static str) -> Result<Option<&'b str>, Shape> {
    let value = body.get(field).filter(|value| !value.is_null());
    value
        .map(|value| value.as_str().ok_or(Shape::Field(Field(field))))
        .transpose()
}

fn base64(encoding: Option<&str>) -> Result<bool, Shape> {
    match encoding {
        None | Some("float") => Ok(false),
        Some("base64") => Ok(true),
        Some(_) => Err(Shape::Field(Field("encoding_format"))),
    }
}

fn dimensions(body: &Map<String, Value>, field: &'static str) -> Result<Option<u64>, Shape> {
    let value = body.get(field).filter(|value| !value.is_null());
    let number = |value: &Value| {
        value
            .as_u64()
            .filter(|number| (1..=MOST_DIMENSIONS).contains(number))
    };
    value
        .map(|value| number(value).ok_or(Shape::Field(Field(field))))
        .transpose()
}

fn input(value: Option<&Value>) -> Result<Vec<String>, Shape> {
    let bad = Shape::Field(Field("input"));
    match value {
        Some(Value::String(text)) => Ok(vec![text.clone()]),
        Some(Value::Array(texts)) if !texts.is_empty() => texts
            .iter()
            .map(|text| text.as_str().map(str::to_owned).ok_or(bad))
            .collect(),
        _ => Err(bad),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_can_be_embedded() {
        let read = |body: Value| Request::read(&body).map(|request| request.input.len());
        assert_eq!(read(json!({"model": "m", "input": "a"})), Ok(1));
        assert_eq!(
            read(json!({"model": "m", "input": ["a", "b"], "encoding_format": "base64"})),
            Ok(2)
        );
        assert_eq!(
            read(json!({"model": "m", "input": [1, 2]})),
            Err(Shape::Field(Field("input")))
        );
        assert_eq!(
            read(json!({"model": "m", "input": []})),
            Err(Shape::Field(Field("input")))
        );
        assert_eq!(
            read(json!({"model": "m", "input": "a", "notes": 1})),
            Err(Shape::UnknownField(None))
        );
    }

    #[test]
    fn vectors_come_as_numbers_or_as_base64() {
        let reply = br#"{"data":[{"index":0,"embedding":[1.0,-0.5],"extra":1}],"usage":{"prompt_tokens":3,"total_tokens":3}}"#;
        let mut request = Request {
            base64: false,
            dimensions: None,
            input: vec!["a".into()],
        };
        let (body, _) = request.answer("m", reply).unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert!(body["id"].as_str().unwrap().starts_with("embd-"));
        assert_eq!(
            body["data"],
            json!([{"object": "embedding", "index": 0, "embedding": [1.0, -0.5]}])
        );
        assert_eq!(
            body["usage"],
            json!({"prompt_tokens": 3, "completion_tokens": 0, "total_tokens": 3})
        );
        request.base64 = true;
        let (body, _) = request.answer("m", reply).unwrap();
        let body: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["data"][0]["embedding"], "AACAPwAAAL8=");
        request.input.push("b".into());
        assert!(request.answer("m", reply).is_none());
    }

    #[test]
    fn each_vector_goes_to_its_own_input() {
        let vectors = |indexes: &[Option<usize>]| -> Vec<Vector> {
            let one = |(at, index): (usize, &Option<usize>)| Vector {
                embedding: vec![at as f32],
                index: *index,
            };
            indexes.iter().enumerate().map(one).collect()
        };
        for (indexes, order) in [
            (&[Some(1), Some(0)][..], Some(vec![1.0, 0.0])),
            (&[None, None], Some(vec![0.0, 1.0])),
            (&[Some(0), Some(0)], None),
            (&[Some(0), Some(2)], None),
            (&[Some(0)], None),
            (&[None, None, None], None),
        ] {
            let data = vectors(indexes);
            let found = in_order(&data, 2);
            let first = |vector: &&Vector| vector.embedding[0];
            assert_eq!(
                found.map(|found| found.iter().map(first).collect()),
                order,
                "{indexes:?}"
            );
        }
    }
}
