//! Fetching with distrust, on gloo-net: a limit on time and size, one retry, an
//! abort, and one typed error that can be shown in plain words.

use ::fill::http::{Request, Response};
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
    /// Status 401, said by the interface itself (as JSON): it wants a log-in. A
    /// page with that status comes from something in front of the server.
    LogInRequired,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// Not JSON: an error page, a cut-off body.
    NotJson,
    /// JSON, but not what it should be.
    WrongShape,
    /// The caller aborted it. Never shown.
    Aborted,
}

impl FetchError {
    /// Whether asking once more may help: after a failure of the network or of
    /// the server.
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
            Self::LogInRequired => "log_in_required",
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

/// What an answer without the thing means, by its status and `Content-Type`.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
fn refusal(status: u16, kind: Option<&str>) -> FetchError {
    let json = kind.is_some_and(|kind| {
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
            || kind.to_ascii_lowercase().ends_with("+json")
    });
    if status == 401 && json {
        FetchError::LogInRequired
    } else {
        FetchError::Status(status)
    }
}

/// The most bytes of a body. The largest known list has less than a tenth.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// When a request is given up.
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

/// Gives up requests, for when the visitor leaves what they are for. It gives up
/// the newest request made with it and all later ones: one request at a time.
#[derive(Debug, Clone, Default)]
pub struct Abort(#[cfg(target_arch = "wasm32")] Option<web::AbortState>);

impl Abort {
    /// A handle that can give up; [`Abort::default`] never does.
    #[must_use]
    pub fn new() -> Self {
        #[cfg(target_arch = "wasm32")]
        return Self(Some(web::AbortState::default()));
        #[cfg(not(target_arch = "wasm32"))]
        Self()
    }

    /// Gives up what was asked for with this handle.
    pub fn abort(&self) {
        #[cfg(target_arch = "wasm32")]
        if let Some(state) = &self.0 {
            state.abort();
        }
    }
}

/// Gets a body. No cookies, no headers of our own: a plain request that needs no
/// permission beyond CORS `*`. Natively nothing is fetched: pages are made from
/// what is bundled.
///
/// # Errors
/// When nothing usable came back in time; natively [`FetchError::Offline`].
#[allow(clippy::unused_async)]
pub async fn get(url: &str, limits: Limits, abort: &Abort) -> Result<Vec<u8>, FetchError> {
    #[cfg(target_arch = "wasm32")]
    return web::get(url, limits, abort.0.as_ref()).await;
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (url, limits, abort);
        Err(FetchError::Offline)
    }
}

/// Sends a request of the crate `fill` to `url`, once, and reads its answer
/// whatever its status. No cookies, no referrer, no cache. With a form or a token
/// a redirect is an error: neither is for another address.
///
/// # Errors
/// When no answer came in time, or none that a page may read; natively
/// [`FetchError::Offline`].
#[allow(clippy::unused_async)]
pub async fn send(
    url: &str,
    request: &Request,
    limits: Limits,
    abort: &Abort,
) -> Result<Response, FetchError> {
    #[cfg(target_arch = "wasm32")]
    return web::exchange(url, request, limits, abort.0.as_ref()).await;
    #[cfg(not(target_arch = "wasm32"))]
    {
        let _ = (url, request, limits, abort);
        Err(FetchError::Offline)
    }
}

/// Sends a request with a form to `url` while the page goes away: the browser sends
/// it all the same, and no answer is waited for. With neither cookies nor referrer,
/// but for browsers before `keepalive` (Firefox before 133), which add the cookies
/// of that server.
pub fn send_last(url: &str, request: &Request) {
    #[cfg(target_arch = "wasm32")]
    web::send_last(url, request);
    #[cfg(not(target_arch = "wasm32"))]
    let _ = (url, request);
}

#[cfg(target_arch = "wasm32")]
mod web {
    use super::{FetchError, Limits, MAX_BYTES};
    use crate::platform::task::sleep;
    use gloo_net::http::{Request, Response};
    use js_sys::{Object, Promise, Reflect, Uint8Array};
    use send_wrapper::SendWrapper;
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        AbortController, Headers, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
        RequestCredentials, RequestInit, RequestRedirect,
    };

    /// What the copies of a handle share.
    #[derive(Debug, Clone)]
    pub(super) struct AbortState(SendWrapper<Rc<Shared>>);

    #[derive(Debug, Default)]
    struct Shared {
        aborted: Cell<bool>,
        current: RefCell<Option<AbortController>>,
    }

    impl Default for AbortState {
        fn default() -> Self {
            Self(SendWrapper::new(Rc::default()))
        }
    }

    impl AbortState {
        pub(super) fn abort(&self) {
            self.0.aborted.set(true);
            if let Some(controller) = self.0.current.borrow().as_ref() {
                controller.abort();
            }
        }

        fn watch(&self, controller: &AbortController) {
            *self.0.current.borrow_mut() = Some(controller.clone());
        }
    }

    fn is_aborted(abort: Option<&AbortState>) -> bool {
        abort.is_some_and(|state| state.0.aborted.get())
    }

    pub(super) async fn get(
        url: &str,
        limits: Limits,
        abort: Option<&AbortState>,
    ) -> Result<Vec<u8>, FetchError> {
        if is_aborted(abort) {
            return Err(FetchError::Aborted);
        }
        let first = once(url, limits, abort).await;
        match first {
            Err(error) if limits.retry && error.worth_retrying() && !is_aborted(abort) => {
                // Spread over time: a server that fails under load must not get
                // the second try of all visitors at the same moment.
                #[allow(clippy::cast_possible_truncation)]
                let jitter = (js_sys::Math::random() * 600.0) as i32;
                sleep(300 + jitter).await;
                if is_aborted(abort) {
                    return Err(FetchError::Aborted);
                }
                once(url, limits, abort).await
            }
            other => other,
        }
    }

    async fn once(
        url: &str,
        limits: Limits,
        abort: Option<&AbortState>,
    ) -> Result<Vec<u8>, FetchError> {
        let early = early(url);
        let controller = match &early {
            Some((_, controller)) => controller.clone(),
            None => AbortController::new().map_err(|_| FetchError::Unreachable)?,
        };
        if let Some(abort) = abort {
            abort.watch(&controller);
        }
        let timer = Timer::start(&controller, limits.timeout);
        let answer = match early {
            Some((answer, _)) => arrived(answer).await,
            None => send(url, &RequestInit::new(), &controller).await,
        };
        let result = match answer {
            Ok(response) => body(&response, &controller).await,
            Err(error) => Err(error),
        };
        result.map_err(|error| explained(error, abort, &timer))
    }

    /// The reason behind an error, as far as the page knows it.
    fn explained(error: FetchError, abort: Option<&AbortState>, timer: &Timer) -> FetchError {
        if is_aborted(abort) {
            FetchError::Aborted
        } else if timer.fired() {
            FetchError::Timeout
        } else if error == FetchError::Unreachable && offline() {
            FetchError::Offline
        } else {
            error
        }
    }

    /// See [`super::send`].
    pub(super) async fn exchange(
        url: &str,
        request: &super::Request,
        limits: Limits,
        abort: Option<&AbortState>,
    ) -> Result<super::Response, FetchError> {
        if is_aborted(abort) {
            return Err(FetchError::Aborted);
        }
        let controller = AbortController::new().map_err(|_| FetchError::Unreachable)?;
        if let Some(abort) = abort {
            abort.watch(&controller);
        }
        let timer = Timer::start(&controller, limits.timeout);
        let answered: Result<super::Response, FetchError> = async {
            let response = send(url, &options(request)?, &controller).await?;
            let bytes = read(&response, &controller).await?;
            Ok(super::Response {
                status: response.status(),
                body: String::from_utf8_lossy(&bytes).into_owned(),
                remaining: response.headers().get("x-ratelimit-remaining"),
                reset: response.headers().get("x-ratelimit-reset"),
            })
        }
        .await;
        answered.map_err(|error| explained(error, abort, &timer))
    }

    /// See [`super::send_last`].
    pub(super) fn send_last(url: &str, request: &super::Request) {
        let (Some(window), Ok(options)) = (web_sys::window(), options(request)) else {
            return;
        };
        options.set_credentials(RequestCredentials::Omit);
        let name = JsValue::from_str("keepalive");
        let _ = Reflect::set(&options, &name, &JsValue::TRUE);
        let Ok(last) = web_sys::Request::new_with_str_and_init(url, &options) else {
            return;
        };
        if Reflect::has(&last, &name).unwrap_or(false) {
            let answer = window.fetch_with_request(&last);
            // A failure is no error of the page.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = JsFuture::from(answer).await;
            });
        } else if let Some(form) = &request.form
            && let Ok(form) = web_sys::UrlSearchParams::new_with_str(form)
        {
            let navigator = window.navigator();
            let _ = navigator.send_beacon_with_opt_url_search_params(url, Some(&form));
        }
    }

    fn options(request: &super::Request) -> Result<RequestInit, FetchError> {
        let options = RequestInit::new();
        options.set_cache(RequestCache::NoStore);
        options.set_referrer_policy(ReferrerPolicy::NoReferrer);
        let headers = Headers::new().map_err(|_| FetchError::Unreachable)?;
        if request.method == ::fill::http::Method::Post {
            options.set_method("POST");
        }
        if let Some(form) = &request.form {
            let kind = headers.set("content-type", "application/x-www-form-urlencoded");
            kind.map_err(|_| FetchError::Unreachable)?;
            options.set_body(&JsValue::from_str(form));
        }
        if let Some(token) = &request.bearer {
            let bearer = headers.set("authorization", &format!("Bearer {token}"));
            bearer.map_err(|_| FetchError::Unreachable)?;
        }
        if request.form.is_some() || request.bearer.is_some() {
            options.set_redirect(RequestRedirect::Error);
        }
        options.set_headers(&headers);
        Ok(options)
    }

    /// gloo-net's own builder writes addresses with a query anew and adds `&`.
    async fn send(
        url: &str,
        options: &RequestInit,
        controller: &AbortController,
    ) -> Result<Response, FetchError> {
        options.set_credentials(RequestCredentials::Omit);
        options.set_signal(Some(&controller.signal()));
        let request = web_sys::Request::new_with_str_and_init(url, options);
        let request = request.map_err(|_| FetchError::Unreachable)?;
        let response = Request::from(request).send().await;
        response.map_err(|_| FetchError::Unreachable)
    }

    /// What `boot.js` has asked for while the program was loading, with what
    /// gives it up; by its path. Each once: a second try is a request of its own.
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

    async fn arrived(answer: Promise) -> Result<Response, FetchError> {
        let response = JsFuture::from(answer).await.ok();
        let response = response.and_then(|it| it.dyn_into::<web_sys::Response>().ok());
        response.map(Response::from).ok_or(FetchError::Unreachable)
    }

    async fn body(
        response: &Response,
        controller: &AbortController,
    ) -> Result<Vec<u8>, FetchError> {
        if !response.ok() {
            let kind = response.headers().get("content-type");
            let error = super::refusal(response.status(), kind.as_deref());
            return Err(error);
        }
        let announced = response.headers().get("content-length");
        let announced = announced.and_then(|length| length.parse::<usize>().ok());
        if announced.is_some_and(|length| length > MAX_BYTES) {
            controller.abort();
            return Err(FetchError::TooLarge);
        }
        read(response, controller).await
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
    use super::{FetchError, refusal};
    use proptest::prelude::*;

    #[test]
    fn only_failures_of_the_network_and_the_server_are_worth_a_second_try() {
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

    #[test]
    fn only_the_interface_itself_asks_for_a_log_in() {
        for kind in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/problem+json",
        ] {
            assert_eq!(
                refusal(401, Some(kind)),
                FetchError::LogInRequired,
                "{kind}"
            );
        }
        for (status, kind) in [
            (401, Some("text/html")),
            (401, None),
            (401, Some("text/html; note=application/json")),
            (403, Some("text/html; charset=utf-8")),
            (403, Some("application/json")),
            (503, Some("application/json")),
        ] {
            assert_eq!(
                refusal(status, kind),
                FetchError::Status(status),
                "{status} {kind:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_answer_has_one_meaning(status: u16, kind in prop::option::of("\\PC{0,40}")) {
            let error = refusal(status, kind.as_deref());
            prop_assert!(error == FetchError::Status(status) || status == 401);
            prop_assert_eq!(error.worth_retrying(), status >= 500);
        }
    }
}
