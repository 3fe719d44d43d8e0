(** * T7, the limit for each family of utilities

    In words.  [smooth_wage]: h is strictly convex and smooth on the utilities that may be
    paid, and outgrows every line.  It holds for u(w) = sqrt w ([sqrt_wage]), w^gamma
    ([power_wage]), log(1 + w/a) ([log_smooth]) and CARA ([cara_wage]); so for each of them
    n (C_n - h(ubar)) -> K_lin ([premium_limit_smooth], and [sqrt_limit] and [log_limit]
    spelled out).  For sqrt w more holds: C_n = h(ubar) + K_lin/n exactly, at every n
    ([sqrt_cost]).

    Source.  The families of the model.

    Assumed: what T7_Limit.v states.  Where u has infinite marginal utility at 0 and is not
    sqrt, pay is strictly positive. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage BestReply.
From FirstBest.Lib Require Import Nearby Suprema.
From FirstBest Require Import T6_LinearRate T7_GeneralRate T7_Limit.
Open Scope R_scope.

Record smooth_wage (pay : R -> Prop) (h h1 h2 : R -> R) : Prop := {
  wage_interval : interval pay;
  wage_slope : forall x, pay x -> is_derive h x (h1 x);
  wage_curvature : forall x, pay x -> is_derive h1 x (h2 x);
  wage_convex : forall x, pay x -> 0 < h2 x;
  wage_smooth : forall x, pay x -> ex_derive h2 x;
  wage_outgrows : forall y, exists B, forall x, pay x -> y * x - h x <= B
}.

(** ** Families *)

(** u(w) = sqrt w. *)
Lemma sqrt_wage : smooth_wage (fun x => 0 <= x) (fun x => x * x) (fun x => 2 * x) (fun _ => 2).
Proof.
  split.
  - apply from_interval.
  - intros x _; auto_derive; [trivial|ring].
  - intros x _; auto_derive; [trivial|ring].
  - intros; lra.
  - intros x _; auto_derive; trivial.
  - intros y; exists (y * y / 4); intros x _.
    assert (0 <= (x - y / 2) * (x - y / 2)) by apply Rle_0_sqr; lra.
Qed.

(** u(w) = log(1 + w/a). *)
Lemma log_smooth a lo : 0 < a ->
  smooth_wage (fun x => lo <= x) (log_wage a) (fun x => a * exp x) (fun x => a * exp x).
Proof.
  intros Ha; split.
  - apply from_interval.
  - intros x _; unfold log_wage; auto_derive; [trivial|ring].
  - intros x _; auto_derive; [trivial|ring].
  - intros x _; apply Rmult_lt_0_compat; [exact Ha|apply exp_pos].
  - intros x _; auto_derive; trivial.
  - intros y; unfold log_wage; destruct (Rle_or_lt y 0) as [Y|Y].
    + exists (y * lo + a); intros x X; pose proof (exp_pos x); nra.
    + (* the tangent of slope y, at log(y/a) *)
      set (s := ln (y / a)); exists (- y * (1 - s) + a); intros x _.
      pose proof (exp_ineq1_le (x - s)) as E.
      assert (P : 0 < y / a) by (apply Rdiv_lt_0_compat; assumption).
      assert (Ex : a * exp x = y * exp (x - s)).
      { replace x with (s + (x - s)) at 1 by ring; rewrite exp_plus; unfold s; rewrite exp_ln
          by exact P; field; lra. }
      assert (y * (1 + (x - s)) <= y * exp (x - s)) by (apply Rmult_le_compat_l; lra); lra.
Qed.

(** Constant absolute risk aversion r: u(w) = (1 - exp(-r w))/r, below 1/r. *)
Definition cara_h (r x : R) : R := - ln (1 - r * x) / r.

Lemma cara_wage r lo : 0 < r ->
  smooth_wage (fun x => lo <= x /\ r * x < 1) (cara_h r) (fun x => / (1 - r * x))
    (fun x => r / ((1 - r * x) * (1 - r * x))).
Proof.
  intros Hr; split.
  - intros x y z [X _] [_ Z] B; split; [lra|nra].
  - intros x [_ X]; unfold cara_h; auto_derive; [lra|field; lra].
  - intros x [_ X]; auto_derive; [lra|field; lra].
  - intros x [_ X]; apply Rdiv_lt_0_compat; [exact Hr|nra].
  - intros x [_ X]; auto_derive; nra.
  - intros y; destruct (Rle_or_lt 1 (r * lo)) as [L|L].
    { exists 0; intros x [X1 X2]; nra. }
    exists (Rabs y * (Rabs lo + / r) - cara_h r lo); intros x [X1 X2].
    assert (M : cara_h r lo <= cara_h r x).
    { unfold cara_h, Rdiv; apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact Hr|].
      apply Ropp_le_contravar, ln_mono; nra. }
    assert (I : 0 < / r) by (apply Rinv_0_lt_compat; exact Hr).
    assert (Xr : x < / r).
    { apply Rmult_lt_reg_l with r; [exact Hr|]; rewrite Rinv_r by lra; exact X2. }
    assert (A : Rabs x <= Rabs lo + / r).
    { pose proof (Rle_abs lo); pose proof (Rle_abs (- lo)) as N; rewrite Rabs_Ropp in N.
      apply Rabs_le_between; split; lra. }
    assert (y * x <= Rabs y * (Rabs lo + / r)); [|lra].
    apply Rle_trans with (1 := Rle_abs _); rewrite Rabs_mult.
    apply Rmult_le_compat_l; [apply Rabs_pos|exact A].
Qed.

(** u(w) = w^gamma, with p = 1/gamma > 1, on positive pay. *)
Lemma power_derive x p : 0 < x -> is_derive (fun y => Rpower y p) x (p * Rpower x (p - 1)).
Proof. intros X; apply is_derive_Reals, derivable_pt_lim_power, X. Qed.

Lemma power_wage p : 1 < p ->
  smooth_wage (fun x => 0 < x) (fun x => Rpower x p) (fun x => p * Rpower x (p - 1))
    (fun x => p * ((p - 1) * Rpower x (p - 2))).
Proof.
  intros Hp.
  assert (Hi : interval (fun x => 0 < x)) by (intros x y z X _ B; lra).
  assert (D1 : forall x, 0 < x -> is_derive (fun y => Rpower y p) x (p * Rpower x (p - 1)))
    by (intros; apply power_derive; assumption).
  assert (D2 : forall x, 0 < x -> is_derive (fun y => p * Rpower y (p - 1)) x
                                    (p * ((p - 1) * Rpower x (p - 2)))).
  { intros x X; replace (p - 2) with (p - 1 - 1) by ring.
    apply @is_derive_scal, power_derive, X. }
  assert (P : forall x s, 0 < Rpower x s) by (intros; apply exp_pos).
  assert (Cv : forall x, 0 < x -> 0 < p * ((p - 1) * Rpower x (p - 2))).
  { intros x _; apply Rmult_lt_0_compat; [lra|apply Rmult_lt_0_compat; [lra|apply P]]. }
  split; try assumption.
  - intros x X; apply ex_derive_scal, ex_derive_scal.
    exists ((p - 2) * Rpower x (p - 2 - 1)); apply power_derive, X.
  - intros y; set (Y := Rabs y + 1).
    assert (Y0 : 0 < Y) by (unfold Y; pose proof (Rabs_pos y); lra).
    (* the tangent of slope Y *)
    set (s := Rpower (Y / p) (/ (p - 1))).
    assert (s0 : 0 < s) by apply P.
    assert (Sl : p * Rpower s (p - 1) = Y).
    { unfold s; rewrite Rpower_mult, Rinv_l, Rpower_1 by (lra || (apply Rdiv_lt_0_compat; lra)).
      field; lra. }
    exists (Y * s - Rpower s p); intros x X.
    pose proof (tangent_below (fun x => 0 < x) _ _ _ Hi D1 D2 (fun z Z => Rlt_le _ _ (Cv z Z)) s x s0 X) as T.
    cbv beta in T; rewrite Sl in T.
    assert (y * x <= Y * x); [|lra].
    apply Rmult_le_compat_r; [lra|]; unfold Y; pose proof (Rle_abs y); lra.
Qed.

(** ** The limit for each of them *)

Lemma smooth_continuous pay h h1 h2 u : smooth_wage pay h h1 h2 -> pay u ->
  forall eps, 0 < eps -> exists delta, 0 < delta /\
    forall y, pay y -> Rabs (y - u) <= delta -> Rabs (h2 y - h2 u) <= eps.
Proof.
  intros Sm U eps He.
  assert (C : continuity_pt h2 u).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    apply (wage_smooth _ _ _ _ Sm u U). }
  destruct (C eps He) as [r [R0 H]]; exists (r / 2); split; [lra|]; intros y _ Hy.
  destruct (Req_dec u y) as [<-|N]; [rewrite Rminus_eq_0, Rabs_R0; lra|].
  left; apply H; split; [split; [exact I|exact N]|]; simpl; unfold R_dist; lra.
Qed.

Section Model.
Variables (q c : R -> R) (eta d c1 U0 : R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : is_derive q eta d.
Hypothesis Hd : 0 < d.
Hypothesis Pq : probability (q eta).
Hypothesis Hc : is_derive c eta c1.
Hypothesis Hc1 : 0 <= c1.
Hypothesis Conv : convex_in_agreement q c.

Let ubar := U0 + c eta.
Notation Inf := (information (q eta) d).

(** Pay of the linear contract after no agreement, and after agreements only. *)
Let lowest := ubar - c1 / d * q eta.
Let highest := ubar + c1 / d * (1 - q eta).

Theorem premium_limit_smooth pay h h1 h2 : smooth_wage pay h h1 h2 ->
  pay lowest -> pay highest -> 0 <= h1 ubar ->
  premium_tends (wages_for q c eta U0 pay h) INR (h ubar) (h2 ubar * (c1 * c1) / (2 * Inf)).
Proof.
  intros Sm Lo Up Sl.
  assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (U : pay ubar).
  { apply (wage_interval _ _ _ _ Sm _ _ _ Lo Up); unfold lowest, highest; destruct Pq; split; nra. }
  apply (premium_limit q c eta d c1 U0 Heta Hq Hd Pq Hc Hc1 pay h h1 h2); try assumption.
  - apply (wage_interval _ _ _ _ Sm).
  - apply (wage_slope _ _ _ _ Sm).
  - apply (wage_curvature _ _ _ _ Sm).
  - intros x X; left; apply (wage_convex _ _ _ _ Sm x X).
  - apply (wage_outgrows _ _ _ _ Sm).
  - apply (smooth_continuous _ _ _ _ _ Sm U).
  - apply (wage_convex _ _ _ _ Sm _ U).
Qed.

Theorem sqrt_limit : 0 <= lowest ->
  premium_tends (wages_for q c eta U0 (fun x => 0 <= x) (fun x => x * x)) INR (ubar * ubar)
    (2 * (c1 * c1) / (2 * Inf)).
Proof.
  intros Lo; assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (0 <= ubar /\ 0 <= highest) by (unfold lowest, highest in *; destruct Pq; split; nra).
  apply (premium_limit_smooth _ _ _ _ sqrt_wage); lra.
Qed.

Theorem log_limit a lo : 0 < a -> lo <= lowest ->
  premium_tends (wages_for q c eta U0 (fun x => lo <= x) (log_wage a)) INR (log_wage a ubar)
    (a * exp ubar * (c1 * c1) / (2 * Inf)).
Proof.
  intros Ha Lo; assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (lowest <= highest) by (unfold lowest, highest; destruct Pq; nra).
  apply (premium_limit_smooth _ _ _ _ (log_smooth a lo Ha)); try lra.
  apply Rmult_le_pos; [lra|left; apply exp_pos].
Qed.

(** For sqrt w the least cost is known at every n, and the linear contract attains it. *)
Theorem sqrt_cost n : (0 < n)%nat -> 0 <= lowest ->
  is_glb (wages_for q c eta U0 (fun x => 0 <= x) (fun x => x * x) n) (ubar * ubar + c1 * c1 / (INR n * Inf)) /\
  wages_for q c eta U0 (fun x => 0 <= x) (fun x => x * x) n (ubar * ubar + c1 * c1 / (INR n * Inf)).
Proof.
  intros Hn Lo; pose proof (lt_0_INR n Hn) as N0; pose proof (information_pos _ d Pq ltac:(lra)) as I0.
  assert (C0 : 0 <= c1 / d) by (apply Rdiv_le_0_compat; assumption).
  assert (U : 0 <= ubar) by (unfold lowest in *; destruct Pq; nra).
  set (v := linear_contract (q eta) d c1 ubar n).
  assert (V : forall s, length s = n -> 0 <= v s).
  { intros s Hs; pose proof (deviation_bounded q eta d c1 Hd Pq Hc1 n s Hn Hs) as B.
    unfold deviation, linear_contract in B; unfold v, linear_contract; unfold lowest in Lo; lra. }
  assert (Lower : forall y, wages_for q c eta U0 (fun x => 0 <= x) (fun x => x * x) n y ->
    ubar * ubar + c1 * c1 / (INR n * Inf) <= y).
  { intros y [w [[W [Im Pa]] ->]].
    replace (c1 * c1 / (INR n * Inf)) with (2 * (c1 * c1) / (2 * (INR n * Inf))) by (field; lra).
    apply (model_lower_bound q c eta d c1 Heta Hq ltac:(lra) Pq Hc (fun x => 0 <= x)
      (fun x => x * x) 2 U0 n w Hn ltac:(lra) (from_interval 0)); try assumption; [apply square_curved|intros; nra]. }
  assert (Attained : wages_for q c eta U0 (fun x => 0 <= x) (fun x => x * x) n (ubar * ubar + c1 * c1 / (INR n * Inf))).
  { assert (Ad : admissible q c eta U0 (fun x => 0 <= x) n v).
    { repeat split; [exact V| |].
      - apply (linear_contract_implements q c eta d c1); (assumption || lra).
      - apply linear_contract_participates; (assumption || lra). }
    exists v; split; [exact Ad|]; apply Rle_antisym; [apply Lower; exists v; split; [exact Ad|reflexivity]|].
    replace (c1 * c1 / (INR n * Inf)) with (2 * (c1 * c1) / (2 * (INR n * Inf))) by (field; lra).
    apply (model_upper_bound q eta d c1 ltac:(lra) Pq (fun x => x * x) ubar (2 * ubar) 2 n Hn), square_bent. }
  split; [split; [exact Lower|]|exact Attained]; intros b B; apply B, Attained.
Qed.
End Model.
