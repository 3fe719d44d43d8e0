(** * Linear wages with a floor: what they pay and are worth, to order 1/n

    In words.  The contract pays max(floor, h(ubar) + beta (S/n - p) + a/n) for S agreements among n
    samples, beta = h'(ubar) kap; u is the utility of a wage.  At probabilities of agreement q near p, with
    m = beta (q - p) + a/n and v = beta^2 q(1-q)/n + m^2, its mean wage is at most h(ubar) + m + O(1/n^2), and
    its mean utility is ubar + m/h'(ubar) - A v + O(1/n^2) with any A below, or above, h''/(2 h'^3) at ubar
    ([second_moment]).  At every q it pays at most max(floor, h(ubar) + beta (q - p)) + O(1/sqrt n)
    ([wage_mean]), and buys no more than its mean would ([mean_utility]).

    The floor is below h(ubar), so it is paid at counts far from n p only, an event of probability O(1/n^2) by
    the fourth moment ([rare]).

    Source.  Taylor's formula; this project.

    Assumed.  h a [smooth_wage] and nondecreasing; u undoes it on wages from the floor on, which are below and
    above h(ubar); 0 < p < 1, kap > 0, a >= 0. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage CutOff.
From FirstBest.Lib Require Import Nearby UtilityTaylor.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T7_LimitInstances.
Open Scope R_scope.

(** The wage for k agreements among n samples. *)
Definition linear_wage (floor alpha beta : R) (n k : nat) : R := Rmax floor (alpha + beta * (INR k / INR n)).

(** ** The share of agreements *)

(** Squares about any point m. *)
Lemma share_moments q n beta m v : (0 < n)%nat ->
  mean q n (fun k => beta * (INR k / INR n - m) + v) = beta * (q - m) + v /\
  mean q n (fun k => (beta * (INR k / INR n - m) + v) * (beta * (INR k / INR n - m) + v)) =
    beta * beta * (q * (1 - q)) / INR n + (beta * (q - m) + v) * (beta * (q - m) + v).
Proof.
  intros Hn; apply lt_0_INR in Hn; set (y := beta * (q - m) + v).
  assert (E : forall k, beta * (INR k / INR n - m) + v = y + beta / INR n * (INR k - INR n * q - 0)).
  { intros k; unfold y; field; lra. }
  assert (M : mean q n (fun k => beta / INR n * (INR k - INR n * q - 0)) = 0).
  { rewrite mean_scale, mean_deviation; ring. }
  split.
  - rewrite (mean_ext q n _ _ (fun k _ => E k)), mean_plus, mean_const, M; ring.
  - rewrite (mean_ext q n _ (fun k => (y * y + 2 * y * (beta / INR n * (INR k - INR n * q - 0))) +
      beta / INR n * (beta / INR n) * ((INR k - INR n * q - 0) * (INR k - INR n * q - 0))))
      by (intros; rewrite E; ring).
    rewrite !mean_plus, mean_const, !mean_scale, mean_square, mean_deviation; unfold y; field; lra.
Qed.

(** Its mean distance from q is of order 1/sqrt(n). *)
Lemma share_distance q n t : (0 < n)%nat -> 0 <= q <= 1 -> 0 < t ->
  mean q n (fun k => Rabs (INR k / INR n - q)) <= t / 2 + / (2 * t * INR n).
Proof.
  intros Hn Hq Ht; pose proof (proj2 (share_moments q n 1 q 0 Hn)) as M; apply lt_0_INR in Hn.
  apply Rle_trans with (mean q n (fun k => t / 2 + / (2 * t) *
    ((1 * (INR k / INR n - q) + 0) * (1 * (INR k / INR n - q) + 0)))).
  - apply mean_le; [exact Hq|]; intros k _; set (v := INR k / INR n - q).
    replace ((1 * v + 0) * (1 * v + 0)) with (Rabs v * Rabs v)
      by (rewrite <- Rabs_mult, Rabs_right; [ring|apply Rle_ge, Rle_0_sqr]).
    set (a := Rabs v); apply Rmult_le_reg_l with (2 * t); [lra|].
    replace (2 * t * (t / 2 + / (2 * t) * (a * a))) with (t * t + a * a) by (field; lra).
    pose proof (Rle_0_sqr (t - a)) as S; unfold Rsqr in S; lra.
  - rewrite mean_plus, mean_const, mean_scale, M.
    assert (V : q * (1 - q) <= 1) by nra.
    assert (P : 0 < / (2 * t * INR n)) by (apply Rinv_0_lt_compat, Rmult_lt_0_compat; lra).
    apply Rmult_le_compat_l with (r := / (2 * t * INR n)) in V; [|lra].
    replace (/ (2 * t) * (1 * 1 * (q * (1 - q)) / INR n + (1 * (q - q) + 0) * (1 * (q - q) + 0)))
      with (/ (2 * t * INR n) * (q * (1 - q))) by (field; lra).
    lra.
Qed.

Lemma share_between n k : (0 < n)%nat -> (k <= n)%nat -> 0 <= INR k / INR n <= 1.
Proof.
  intros Hn Hk; apply lt_0_INR in Hn; apply le_INR in Hk.
  split; [apply Rdiv_le_0_compat; [apply pos_INR|exact Hn]|].
  apply Rmult_le_reg_r with (INR n); [exact Hn|].
  replace (INR k / INR n * INR n) with (INR k) by (field; lra); lra.
Qed.

(** ** The contract *)

Section Wage.
Variables (pay : R -> Prop) (h h1 h2 u : R -> R) (floor : R).
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Mono : forall x, pay x -> 0 <= h1 x.
(** u is the utility of a wage: h undoes it. *)
Hypothesis Buys : forall w, floor <= w -> pay (u w) /\ h (u w) = w.
Variables ubar p kap a : R.
Hypothesis Hu : pay ubar.
Hypothesis Hfloor : floor < h ubar.
Hypothesis Hp : 0 < p < 1.
Hypothesis Hkap : 0 < kap.
Hypothesis Ha : 0 <= a.

Let s := h1 ubar.
Let beta := s * kap.
Let A := bend h1 h2 ubar.

(** The wage before the floor, less h(ubar); the wage; its utility. *)
Definition excess (n k : nat) : R := beta * (INR k / INR n - p) + a / INR n.
Definition wage (n k : nat) : R := Rmax floor (h ubar + excess n k).
Definition utility (n k : nat) : R := u (wage n k).

Lemma wage_linear n k : (0 < n)%nat -> wage n k = linear_wage floor (h ubar - beta * p + a / INR n) beta n k.
Proof. intros Hn; unfold wage, linear_wage, excess; f_equal; ring. Qed.

Lemma wage_at_least n k : floor <= wage n k.
Proof. apply Rmax_l. Qed.

Lemma utility_paid n k : pay (utility n k) /\ h (utility n k) = wage n k.
Proof. apply Buys, wage_at_least. Qed.

Lemma floor_paid : pay (u floor) /\ h (u floor) = floor.
Proof. apply Buys; lra. Qed.

Let Hi := wage_interval _ _ _ _ Sm.
Let D1 := wage_slope _ _ _ _ Sm.
Let D2 := wage_curvature _ _ _ _ Sm.
Let Strict := wage_convex _ _ _ _ Sm.
Let Cv : forall x, pay x -> 0 <= h2 x := fun x X => Rlt_le _ _ (Strict x X).

(** Utilities and wages have the same order. *)
Lemma utility_order x y : pay x -> pay y -> h x <= h y -> x <= y.
Proof.
  intros X Y L; destruct (Rle_or_lt x y) as [O|O]; [exact O|].
  pose proof (wage_increases_strictly pay h h1 h2 Hi D1 D2 Strict Mono y x Y X O); lra.
Qed.

Lemma floor_below : u floor < ubar.
Proof.
  destruct floor_paid as [P E]; destruct (Rlt_or_le (u floor) ubar) as [O|O]; [exact O|].
  pose proof (wage_increases pay h h1 h2 Hi D1 D2 Strict Mono ubar (u floor) Hu P O); lra.
Qed.

Lemma slope_of_wage : 0 < s.
Proof. apply (slope_positive pay h1 h2 Hi D2 Strict Mono (u floor) ubar (proj1 floor_paid) Hu floor_below). Qed.

Lemma beta_positive : 0 < beta.
Proof. apply Rmult_lt_0_compat; [apply slope_of_wage|exact Hkap]. Qed.

Lemma bend_positive : 0 < A.
Proof.
  pose proof slope_of_wage; pose proof (Strict ubar Hu); unfold A, bend; fold s.
  apply Rdiv_lt_0_compat; [assumption|]; repeat apply Rmult_lt_0_compat; lra.
Qed.

Let Z := beta + a.

Lemma excess_bounded n k : (0 < n)%nat -> (k <= n)%nat -> Rabs (excess n k) <= Z.
Proof.
  intros Hn Hk; pose proof (share_between n k Hn Hk) as S; pose proof beta_positive as B.
  assert (N : 1 <= INR n) by (apply (le_INR 1); lia).
  assert (An : 0 <= a / INR n <= a).
  { split; [apply Rdiv_le_0_compat; lra|].
    apply Rmult_le_reg_r with (INR n); [lra|]; replace (a / INR n * INR n) with a by (field; lra).
    rewrite <- (Rmult_1_r a) at 1; apply Rmult_le_compat_l; lra. }
  assert (beta * (INR k / INR n - p) <= beta * 1) by (apply Rmult_le_compat_l; lra).
  assert (beta * -1 <= beta * (INR k / INR n - p)) by (apply Rmult_le_compat_l; lra).
  apply Rabs_le_between; unfold excess, Z; lra.
Qed.

(** Counts at which the wage is more than r off h(ubar) are too rare to matter. *)
Lemma rare r f b n q : 0 < r -> 0 <= b -> (0 < n)%nat -> 3 * a / r <= INR n -> 0 <= q <= 1 ->
  Rabs (q - p) <= r / (3 * beta) -> (forall k, (k <= n)%nat -> f k <= b) ->
  (forall k, (k <= n)%nat -> Rabs (excess n k) <= r -> f k <= 0) ->
  mean q n f <= b / (r / (3 * beta)) ^ 4 / (INR n * INR n).
Proof.
  intros Hr Hb Hn Na Hq Q Fb F0; pose proof beta_positive as B; pose proof (lt_0_INR n Hn) as N.
  set (w := r / (3 * beta)) in *; assert (W : 0 < w) by (apply Rdiv_lt_0_compat; lra).
  assert (Bw : beta * w = r / 3) by (unfold w; field; lra).
  assert (An : 0 <= a / INR n <= r / 3).
  { split; [apply Rdiv_le_0_compat; lra|]; apply Rmult_le_reg_r with (INR n); [lra|].
    replace (a / INR n * INR n) with (3 * a / r * (r / 3)) by (field; lra).
    rewrite (Rmult_comm (r / 3)); apply Rmult_le_compat_r; lra. }
  replace (b / w ^ 4 / (INR n * INR n)) with (b * (INR n * INR n) / (INR n * w) ^ 4) by (field; lra).
  apply mean_rare; try assumption; [apply Rmult_lt_0_compat; assumption|].
  intros k Hk C; apply F0; [exact Hk|].
  assert (S : Rabs (INR k / INR n - q) <= w).
  { replace (INR k / INR n - q) with ((INR k - INR n * q) * / INR n) by (field; lra).
    rewrite Rabs_mult, (Rabs_right (/ INR n)) by (apply Rle_ge, Rlt_le, Rinv_0_lt_compat, N).
    apply Rmult_le_reg_r with (INR n); [exact N|].
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra; lra. }
  apply Rabs_le_between in S; apply Rabs_le_between in Q.
  assert (beta * (INR k / INR n - p) <= beta * (2 * w)) by (apply Rmult_le_compat_l; lra).
  assert (beta * - (2 * w) <= beta * (INR k / INR n - p)) by (apply Rmult_le_compat_l; lra).
  apply Rabs_le_between; unfold excess; lra.
Qed.

Lemma wage_inside n k : Rabs (excess n k) <= h ubar - floor -> wage n k = h ubar + excess n k.
Proof. intros H; apply Rabs_le_between in H; apply Rmax_right; lra. Qed.

Lemma wage_excess n k : (0 < n)%nat -> (k <= n)%nat -> wage n k - h ubar <= Z.
Proof.
  intros Hn Hk; pose proof (excess_bounded n k Hn Hk) as E; apply Rabs_le_between in E.
  unfold wage, Rmax; destruct (Rle_dec floor (h ubar + excess n k)); lra.
Qed.

(** What the contract pays and is worth, to order 1/n, at probabilities of agreement near p. *)
Lemma second_moment A1 A2 : A1 < A < A2 -> exists rho B, 0 < rho /\ 0 <= B /\
  Eventually.eventually (fun n => forall q, 0 <= q <= 1 -> Rabs (q - p) <= rho ->
    let m := beta * (q - p) + a / INR n in let v := beta * beta * (q * (1 - q)) / INR n + m * m in
    mean q n (wage n) <= h ubar + m + B / (INR n * INR n) /\
    mean q n (utility n) <= ubar + m / s - A1 * v + B / (INR n * INR n) /\
    ubar + m / s - A2 * v - B / (INR n * INR n) <= mean q n (utility n)).
Proof.
  intros A12; pose proof beta_positive as B0; pose proof slope_of_wage as S0; pose proof floor_below as Fb.
  pose proof bend_positive as A0.
  destruct (utility_taylor pay h h1 h2 Hi D1 D2 Strict Mono ubar (u floor) Hu (proj1 floor_paid) Fb
    (smooth_continuous _ _ _ _ _ Sm Hu) A1 A2 A12) as [r0 [R0 Taylor]].
  set (r := Rmin r0 (h ubar - floor)).
  assert (Rp : 0 < r) by (apply Rmin_glb_lt; lra).
  assert (Z0 : 0 < Z) by (unfold Z; lra).
  set (b := (h ubar - floor) + (ubar - u floor) + 2 * Z + 2 * (Z / s) + (Rabs A1 + A2) * (Z * Z)).
  assert (Zs : 0 <= Z / s) by (apply Rdiv_le_0_compat; lra).
  assert (ZZ : 0 <= Z * Z) by nra.
  assert (AZ1 : 0 <= Rabs A1 * (Z * Z)) by (apply Rmult_le_pos; [apply Rabs_pos|exact ZZ]).
  assert (AZ2 : 0 <= A2 * (Z * Z)) by (apply Rmult_le_pos; lra).
  assert (b0 : 0 <= b) by (unfold b; lra).
  set (rho := r / (3 * beta)); assert (Rho : 0 < rho) by (apply Rdiv_lt_0_compat; lra).
  exists rho, (b / rho ^ 4); split; [exact Rho|split; [apply Rdiv_le_0_compat; [exact b0|apply pow_lt, Rho]|]].
  apply Eventually.eventually_impl with
    (2 := Eventually.eventually_and _ _ (Eventually.eventually_ge 1) (Eventually.eventually_ge (3 * a / r))).
  intros n [N1 N2] q Hq Q m v.
  assert (Hn : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  destruct (share_moments q n beta p (a / INR n) Hn) as [M1 M2]; fold m v in M1, M2.
  assert (E1 : mean q n (excess n) = m) by exact M1.
  assert (E2 : mean q n (fun k => excess n k * excess n k) = v) by exact M2.
  assert (Ex : forall k, (k <= n)%nat -> - Z <= excess n k <= Z /\ excess n k * excess n k <= Z * Z).
  { intros k Hk; pose proof (excess_bounded n k Hn Hk) as X; apply Rabs_le_between in X; split; [exact X|nra]. }
  assert (Sq : forall k, 0 <= excess n k * excess n k) by (intros; apply Rle_0_sqr).
  assert (Dv : forall x y, x <= y -> x / s <= y / s).
  { intros x y L; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, S0|exact L]. }
  assert (In : forall k, Rabs (excess n k) <= r -> wage n k = h ubar + excess n k /\
    excess n k / s - A2 * (excess n k * excess n k) <= utility n k - ubar <=
    excess n k / s - A1 * (excess n k * excess n k)).
  { intros k Hr; assert (W : wage n k = h ubar + excess n k)
      by (apply wage_inside, Rle_trans with (1 := Hr), Rmin_r).
    split; [exact W|]; destruct (utility_paid n k) as [P E].
    specialize (Taylor (utility n k) P); rewrite E, W in Taylor.
    replace (h ubar + excess n k - h ubar) with (excess n k) in Taylor by ring.
    apply Taylor, Rle_trans with (1 := Hr), Rmin_l. }
  split; [|split].
  - assert (L : mean q n (fun k => wage n k + -1 * excess n k + - h ubar) <= b / rho ^ 4 / (INR n * INR n)).
    { apply rare; try assumption.
      - intros k Hk; pose proof (wage_excess n k Hn Hk); destruct (Ex k Hk) as [X _].
        unfold b; lra.
      - intros k _ Hr; destruct (In k Hr) as [-> _]; lra. }
    rewrite !mean_plus, mean_scale, mean_const, E1 in L; lra.
  - assert (L : mean q n (fun k => utility n k + - (/ s) * excess n k + A1 * (excess n k * excess n k) + - ubar) <=
      b / rho ^ 4 / (INR n * INR n)).
    { apply rare; try assumption.
      - intros k Hk; destruct (Ex k Hk) as [X X2]; destruct (utility_paid n k) as [P E].
        pose proof (tangent_below pay h h1 h2 Hi D1 D2 Cv ubar (utility n k) Hu P) as T; fold s in T.
        pose proof (wage_excess n k Hn Hk) as We; rewrite E in T.
        assert (T' : utility n k - ubar <= Z / s).
        { apply Rmult_le_reg_l with s; [exact S0|]; replace (s * (Z / s)) with Z by (field; lra); lra. }
        assert (- excess n k / s <= Z / s) by (apply Dv; lra).
        assert (A1 * (excess n k * excess n k) <= Rabs A1 * (Z * Z)).
        { apply Rle_trans with (Rabs A1 * (excess n k * excess n k)).
          - apply Rmult_le_compat_r; [apply Sq|apply Rle_abs].
          - apply Rmult_le_compat_l; [apply Rabs_pos|exact X2]. }
        replace (- / s * excess n k) with (- excess n k / s) by (field; lra); unfold b; lra.
      - intros k _ Hr; destruct (In k Hr) as [_ T].
        replace (- / s * excess n k) with (- (excess n k / s)) by (field; lra); lra. }
    rewrite !mean_plus, !mean_scale, mean_const, E1, E2 in L.
    replace (- / s * m) with (- (m / s)) in L by (field; lra); lra.
  - assert (L : mean q n (fun k => / s * excess n k + - A2 * (excess n k * excess n k) + ubar + -1 * utility n k) <=
      b / rho ^ 4 / (INR n * INR n)).
    { apply rare; try assumption.
      - intros k Hk; destruct (Ex k Hk) as [X X2]; destruct (utility_paid n k) as [P E].
        destruct floor_paid as [Pf Ef].
        assert (u floor <= utility n k).
        { apply utility_order; try assumption; rewrite Ef, E; apply wage_at_least. }
        assert (excess n k / s <= Z / s) by (apply Dv; lra).
        assert (0 <= A2 * (excess n k * excess n k)) by (apply Rmult_le_pos; [lra|apply Sq]).
        replace (/ s * excess n k) with (excess n k / s) by (field; lra); unfold b; lra.
      - intros k _ Hr; destruct (In k Hr) as [_ T].
        replace (/ s * excess n k) with (excess n k / s) by (field; lra); lra. }
    rewrite !mean_plus, !mean_scale, mean_const, E1, E2 in L.
    replace (/ s * m) with (m / s) in L by (field; lra); lra.
Qed.

(** Jensen: the wage buys no more than its mean would. *)
Lemma mean_utility q n : 0 <= q <= 1 -> pay (mean q n (utility n)) /\ h (mean q n (utility n)) <= mean q n (wage n).
Proof.
  intros Hq; set (x := mean q n (utility n)).
  assert (X : pay x).
  { unfold x; rewrite <- (expect_count q n (utility n)); apply mean_is_pay; [exact Hi|exact Hq|].
    intros; apply utility_paid. }
  split; [exact X|].
  assert (L : mean q n (fun k => (h x - h1 x * x) + h1 x * utility n k) <= mean q n (wage n)).
  { apply mean_le; [exact Hq|]; intros k _; destruct (utility_paid n k) as [P E].
    pose proof (tangent_below pay h h1 h2 Hi D1 D2 Cv x (utility n k) X P) as T; rewrite E in T; lra. }
  rewrite mean_plus, mean_const, mean_scale in L; fold x in L; lra.
Qed.

(** Its mean is close to the floor or the line, whichever is more, at every probability of agreement. *)
Lemma wage_mean t q n : (0 < n)%nat -> 0 < t -> 0 <= q <= 1 ->
  mean q n (wage n) <= Rmax floor (h ubar + beta * (q - p)) + a / INR n + beta * (t / 2 + / (2 * t * INR n)).
Proof.
  intros Hn Ht Hq; pose proof (share_distance q n t Hn Hq Ht) as D; pose proof beta_positive as B.
  pose proof (lt_0_INR n Hn) as N; assert (An : 0 <= a / INR n) by (apply Rdiv_le_0_compat; lra).
  set (M := Rmax floor (h ubar + beta * (q - p))).
  assert (M1 : floor <= M) by apply Rmax_l.
  assert (M2 : h ubar + beta * (q - p) <= M) by apply Rmax_r.
  apply Rle_trans with (mean q n (fun k => (M + a / INR n) + beta * Rabs (INR k / INR n - q))).
  - apply mean_le; [exact Hq|]; intros k _; unfold wage, excess.
    pose proof (Rmult_le_compat_l beta _ _ (Rlt_le _ _ B) (Rle_abs (INR k / INR n - q))).
    pose proof (Rmult_le_pos beta _ (Rlt_le _ _ B) (Rabs_pos (INR k / INR n - q))).
    apply Rmax_lub; lra.
  - rewrite mean_plus, mean_const, mean_scale; apply Rmult_le_compat_l with (r := beta) in D; lra.
Qed.
End Wage.
