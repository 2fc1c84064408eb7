//! Fetching with distrust: a limit on time and size, one retry, an abort, and
//! one typed error that can be shown in plain words.

use core::fmt;

/// Why nothing usable came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FetchError {
    /// The browser says that there is no network.
    Offline,
    /// No answer: wrong name, refused, cut off, or not allowed for web pages
    /// (CORS). Browsers do not tell these apart.
    Unreachable,
    /// It took too long.
    Timeout,
    /// The server answered, but not with the thing: the HTTP status.
    Status(u16),
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Not JSON: an error page, a cut-off body.
    NotJson,
    /// JSON, but not what it should be.
    WrongShape,
    /// We left the page and want it no more. Never shown.
    Aborted,
}

impl FetchError {
    /// Whether asking once more may help: the network, and trouble on their side.
    #[must_use]
    pub const fn worth_retrying(self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Status(status) => status >= 500,
            _ => false,
        }
    }

    /// A short, stable name for messages and tests.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::Timeout => "timeout",
            Self::Status(_) => "status",
            Self::TooLarge => "too_large",
            Self::NotJson => "not_json",
            Self::WrongShape => "wrong_shape",
            Self::Aborted => "aborted",
        }
    }
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// No list we know is a tenth of this.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// How patient a request is.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Milliseconds until each try is given up.
    pub timeout: i32,
    /// Ask once more when that may help.
    pub retry: bool,
}

impl Limits {
    /// For whole lists.
    pub const LIST: Self = Self {
        timeout: 10_000,
        retry: true,
    };
}

#[cfg(not(target_arch = "wasm32"))]
pub use native::{Abort, breathe, get, pause};
#[cfg(target_arch = "wasm32")]
pub use web::{Abort, breathe, get, pause};

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::{FetchError, Limits};

    /// There is nothing to abort natively.
    #[derive(Debug, Clone, Default)]
    pub struct Abort(());

    impl Abort {
        /// A handle for one page's requests.
        #[must_use]
        pub const fn new() -> Self {
            Self(())
        }

        /// Gives up all requests made with this handle.
        pub const fn abort(&self) {}
    }

    /// Natively nothing waits.
    #[allow(clippy::unused_async)]
    pub async fn breathe() {}

    /// Natively nothing waits.
    #[allow(clippy::unused_async)]
    pub async fn pause(_milliseconds: i32) {}

    /// Natively nothing is fetched: pages are made from what is bundled.
    ///
    /// # Errors
    /// Always [`FetchError::Offline`].
    #[allow(clippy::unused_async)]
    pub async fn get(_url: &str, _limits: Limits, _abort: &Abort) -> Result<Vec<u8>, FetchError> {
        Err(FetchError::Offline)
    }
}

#[cfg(target_arch = "wasm32")]
mod web {
    use super::{FetchError, Limits, MAX_BYTES};
    use js_sys::{Object, Promise, Reflect, Uint8Array};
    use send_wrapper::SendWrapper;
    use std::cell::Cell;
    use std::rc::Rc;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        AbortController, ReadableStreamDefaultReader, RequestCredentials, RequestInit, Response,
    };

    /// Gives up requests, for when the visitor leaves the page.
    #[derive(Debug, Clone, Default)]
    pub struct Abort(Option<SendWrapper<Rc<State>>>);

    #[derive(Debug, Default)]
    struct State {
        gone: Cell<bool>,
        current: std::cell::RefCell<Option<AbortController>>,
    }

    impl Abort {
        /// A handle for one page's requests.
        #[must_use]
        pub fn new() -> Self {
            Self(Some(SendWrapper::new(Rc::default())))
        }

        /// Gives up all requests made with this handle.
        pub fn abort(&self) {
            if let Some(state) = &self.0 {
                state.gone.set(true);
                if let Some(controller) = state.current.borrow().as_ref() {
                    controller.abort();
                }
            }
        }

        fn gone(&self) -> bool {
            self.0.as_ref().is_some_and(|state| state.gone.get())
        }

        fn watch(&self, controller: &AbortController) {
            if let Some(state) = &self.0 {
                *state.current.borrow_mut() = Some(controller.clone());
            }
        }
    }

    /// Gets a body. No cookies, no headers of our own: a plain request that
    /// needs no permission beyond CORS `*`.
    ///
    /// # Errors
    /// When nothing usable came back in time.
    pub async fn get(url: &str, limits: Limits, abort: &Abort) -> Result<Vec<u8>, FetchError> {
        if abort.gone() {
            return Err(FetchError::Aborted);
        }
        let first = once(url, limits, abort).await;
        match first {
            Err(error) if limits.retry && error.worth_retrying() && !abort.gone() => {
                // Not all at the same moment, or the crowd knocks it over again.
                #[allow(clippy::cast_possible_truncation)]
                let jitter = (js_sys::Math::random() * 600.0) as i32;
                pause(300 + jitter).await;
                if abort.gone() {
                    return Err(FetchError::Aborted);
                }
                once(url, limits, abort).await
            }
            other => other,
        }
    }

    async fn once(url: &str, limits: Limits, abort: &Abort) -> Result<Vec<u8>, FetchError> {
        let asked = early(url).or_else(|| ask(url));
        let (answer, controller) = asked.ok_or(FetchError::Unreachable)?;
        abort.watch(&controller);
        let timer = Timer::start(&controller, limits.timeout);
        let result = body(answer, &controller).await;
        result.map_err(|error| {
            if abort.gone() {
                FetchError::Aborted
            } else if timer.fired() {
                FetchError::Timeout
            } else if error == FetchError::Unreachable && offline() {
                FetchError::Offline
            } else {
                error
            }
        })
    }

    async fn body(answer: Promise, controller: &AbortController) -> Result<Vec<u8>, FetchError> {
        let answer = JsFuture::from(answer).await;
        let response = answer.ok().and_then(|it| it.dyn_into::<Response>().ok());
        let response = response.ok_or(FetchError::Unreachable)?;
        if !response.ok() {
            return Err(FetchError::Status(response.status()));
        }
        let announced = response.headers().get("content-length").ok().flatten();
        let announced = announced.and_then(|length| length.parse::<usize>().ok());
        if announced.is_some_and(|length| length > MAX_BYTES) {
            controller.abort();
            return Err(FetchError::TooLarge);
        }
        read(&response, controller).await
    }

    /// The answer to come, and what gives it up.
    fn ask(url: &str) -> Option<(Promise, AbortController)> {
        let controller = AbortController::new().ok()?;
        let options = RequestInit::new();
        options.set_credentials(RequestCredentials::Omit);
        options.set_signal(Some(&controller.signal()));
        let answer = web_sys::window()?.fetch_with_str_and_init(url, &options);
        Some((answer, controller))
    }

    /// The same of what `boot.js` has asked for already: once, a second try is a
    /// request of our own.
    fn early(url: &str) -> Option<(Promise, AbortController)> {
        let all = Reflect::get(&js_sys::global(), &"early".into()).ok()?;
        let request = Reflect::get(&all, &url.into()).ok()?;
        let part = |name: &str| Reflect::get(&request, &name.into()).ok();
        let answer = part("answer")?.dyn_into().ok()?;
        let controller = part("controller")?.dyn_into().ok()?;
        let all: Object = all.unchecked_into();
        let _ = Reflect::delete_property(&all, &url.into());
        Some((answer, controller))
    }

    /// Reads piece by piece, so that an endless body is dropped at the limit
    /// instead of filling the memory.
    async fn read(
        response: &Response,
        controller: &AbortController,
    ) -> Result<Vec<u8>, FetchError> {
        let Some(stream) = response.body() else {
            return Ok(Vec::new());
        };
        let reader: ReadableStreamDefaultReader = stream
            .get_reader()
            .dyn_into()
            .map_err(|_| FetchError::Unreachable)?;
        let mut bytes = Vec::new();
        loop {
            let step = JsFuture::from(reader.read())
                .await
                .map_err(|_| FetchError::Unreachable)?;
            let field = |name: &str| Reflect::get(&step, &JsValue::from_str(name));
            if field("done").is_ok_and(|done| done.is_truthy()) {
                return Ok(bytes);
            }
            let Some(piece) = field("value")
                .ok()
                .and_then(|value| value.dyn_into::<Uint8Array>().ok())
            else {
                return Err(FetchError::Unreachable);
            };
            if bytes.len() + piece.length() as usize > MAX_BYTES {
                controller.abort();
                return Err(FetchError::TooLarge);
            }
            bytes.extend(piece.to_vec());
        }
    }

    /// Lets the browser do what has come up meanwhile: draw, take a tap. Between
    /// steps that take a cheap phone some hundredths of a second each.
    pub async fn breathe() {
        pause(0).await;
    }

    /// Waits.
    pub async fn pause(milliseconds: i32) {
        let wait = Promise::new(&mut |resolve, _| {
            if let Some(window) = web_sys::window() {
                let _ = window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
            }
        });
        let _ = JsFuture::from(wait).await;
    }

    fn offline() -> bool {
        web_sys::window().is_some_and(|window| !window.navigator().on_line())
    }

    /// Aborts a request when its time is over; dropped with the request.
    struct Timer {
        id: Option<i32>,
        fired: Rc<Cell<bool>>,
        _ring: Closure<dyn FnMut()>,
    }

    impl Timer {
        fn start(controller: &AbortController, milliseconds: i32) -> Self {
            let fired = Rc::new(Cell::new(false));
            let ring = Closure::new({
                let (controller, fired) = (controller.clone(), Rc::clone(&fired));
                move || {
                    fired.set(true);
                    controller.abort();
                }
            });
            let id = web_sys::window().and_then(|window| {
                window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(
                        ring.as_ref().unchecked_ref(),
                        milliseconds,
                    )
                    .ok()
            });
            Self {
                id,
                fired,
                _ring: ring,
            }
        }

        fn fired(&self) -> bool {
            self.fired.get()
        }
    }

    impl Drop for Timer {
        fn drop(&mut self) {
            if let (Some(id), Some(window)) = (self.id, web_sys::window()) {
                window.clear_timeout_with_handle(id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FetchError;

    #[test]
    fn only_the_network_and_their_trouble_are_worth_a_second_try() {
        for (error, again) in [
            (FetchError::Unreachable, true),
            (FetchError::Status(500), true),
            (FetchError::Status(503), true),
            (FetchError::Status(404), false),
            (FetchError::Status(429), false),
            (FetchError::Offline, false),
            (FetchError::Timeout, false),
            (FetchError::TooLarge, false),
            (FetchError::Aborted, false),
        ] {
            assert_eq!(error.worth_retrying(), again, "{error}");
        }
    }
}
