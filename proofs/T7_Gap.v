(** * T7, the gap: n times (first best - second best) tends to K_lin

    In words.  The company's second best with n monitored samples is the largest
    V(e) - E_e[wage] over every effort e and every contract on the whole list of signals to
    which e is a global best reply and that the annotator accepts.  Its gap to the first
    best, Delta_n, satisfies n Delta_n -> K_lin = h''(ubar) c'(eta)^2 / (2 I(eta)), eta the
    first-best effort ([gap_limit]).  The linear contract attains it, so it is optimal up
    to o(1/n).

    Source.  This project.

    Assumed.  h a [smooth_wage] and nondecreasing; q in (0,1) with q' > 0, c' > 0 on (0,1), all
    continuous at eta; the cost convex in the probability of agreement; eta in (0,1) the
    first best, and efforts at a distance from it worse by a fixed amount; the linear
    contract at eta within the limits on pay. *)

From Coq Require Import Reals List Lra Lia.
From Coquelicot Require Import Coquelicot.
From FirstBest.Lib Require Import Finite BinomialTilt Samples Curvature ConvexWage BestReply.
From FirstBest.Lib Require Import Nearby Suprema.
From FirstBest.Lib Require Eventually.
From FirstBest Require Import T7_Limit T6_LimitedLiability T7_LimitInstances.
Open Scope R_scope.

(** ** Bounds that hold near the first best *)

(** One constant for all mean utilities u between ul and uh. *)
Lemma far_bound_uniform pay h h1 h2 k T ul uh : smooth_wage pay h h1 h2 ->
  (forall x, pay x -> 0 <= h1 x) -> 0 <= k -> pay ul -> pay uh -> ul <= uh ->
  exists B, 0 <= B /\ forall u, ul <= u <= uh -> forall t x, Rabs t <= T -> pay x ->
    h u + h1 u * (x - u) + k * (t * (x - u)) - B <= h x.
Proof.
  intros [Hi D1 D2 Cv _ Out] Mono Hk Ul Uh L.
  assert (Cv0 : forall x, pay x -> 0 <= h2 x) by (intros; left; apply Cv; assumption).
  assert (Up : forall x y, pay x -> pay y -> x <= y -> h x <= h y).
  { intros x y X Y XY; pose proof (tangent_below pay h h1 h2 Hi D1 D2 Cv0 x y X Y).
    assert (0 <= h1 x * (y - x)) by (apply Rmult_le_pos; [apply Mono; exact X|lra]); lra. }
  assert (Sl : forall x y, pay x -> pay y -> x <= y -> h1 x <= h1 y).
  { intros x y X Y [XY|XY]; [|rewrite XY; lra].
    pose proof (slope_gap pay h1 h2 Hi D2 0 x y X Y) as G; rewrite Rmult_0_l in G.
    assert (0 <= (h1 y - h1 x) * (y - x)); [|nra].
    apply G; intros z Z; apply Cv0, (between_pay pay Hi x y); assumption. }
  set (Y := h1 uh + k * T); set (Y' := h1 ul - k * T).
  destruct (Out Y) as [B1 H1]; destruct (Out Y') as [B2 H2].
  set (m := Rabs ul + Rabs uh).
  set (b1 := Rabs B1 + Rabs Y * m + Rabs (h uh)); set (b2 := Rabs B2 + Rabs Y' * m + Rabs (h uh)).
  assert (m0 : 0 <= m) by (unfold m; pose proof (Rabs_pos ul); pose proof (Rabs_pos uh); lra).
  assert (P1 : 0 <= b1).
  { unfold b1; pose proof (Rabs_pos B1); pose proof (Rabs_pos (h uh)).
    pose proof (Rmult_le_pos _ _ (Rabs_pos Y) m0); lra. }
  assert (P2 : 0 <= b2).
  { unfold b2; pose proof (Rabs_pos B2); pose proof (Rabs_pos (h uh)).
    pose proof (Rmult_le_pos _ _ (Rabs_pos Y') m0); lra. }
  exists (b1 + b2); split; [lra|]; intros u Hu t x Ht X.
  assert (U : pay u) by (apply (Hi ul u uh); assumption).
  apply Rabs_le_between in Ht.
  assert (Hh : h u <= Rabs (h uh)) by (apply Rle_trans with (2 := Rle_abs _); apply Up; try assumption; lra).
  assert (Um : Rabs u <= m).
  { unfold m; pose proof (Rle_abs uh); pose proof (Rle_abs (- ul)) as N; rewrite Rabs_Ropp in N.
    pose proof (Rabs_pos uh); pose proof (Rabs_pos ul); apply Rabs_le_between; split; lra. }
  assert (Lin : forall y, - (Rabs y * m) <= y * u).
  { intros y; pose proof (Rle_abs (- (y * u))) as N; rewrite Rabs_Ropp, Rabs_mult in N.
    assert (Rabs y * Rabs u <= Rabs y * m) by (apply Rmult_le_compat_l; [apply Rabs_pos|exact Um]); lra. }
  specialize (H1 x X); specialize (H2 x X).
  pose proof (Rle_abs B1); pose proof (Rle_abs B2).
  pose proof (Lin Y) as L1; pose proof (Lin Y') as L2.
  destruct (Rle_or_lt u x) as [Lx|Lx].
  - assert (k * (t * (x - u)) <= k * (T * (x - u))) by (apply Rmult_le_compat_l; [exact Hk|nra]).
    assert (h1 u * (x - u) <= h1 uh * (x - u)).
    { apply Rmult_le_compat_r; [lra|apply Sl; try assumption; lra]. }
    unfold b1, b2, Y, Y' in *; lra.
  - assert (k * (t * (x - u)) <= k * (- T * (x - u))) by (apply Rmult_le_compat_l; [exact Hk|nra]).
    assert (h1 ul * (u - x) <= h1 u * (u - x)).
    { apply Rmult_le_compat_r; [lra|apply Sl; try assumption; lra]. }
    unfold b1, b2, Y, Y' in *; lra.
Qed.

(** ** The gap *)

Section Gap.
Variables (q q1 c c1 V : R -> R) (eta U0 : R) (pay : R -> Prop) (h h1 h2 : R -> R).
Hypothesis Heta : 0 < eta < 1.
Hypothesis Hq : forall e, 0 < e < 1 -> is_derive q e (q1 e).
Hypothesis Hq1 : forall e, 0 < e < 1 -> 0 < q1 e.
Hypothesis Pq : forall e, 0 < e < 1 -> probability (q e).
Hypothesis Q01 : forall e, 0 <= e <= 1 -> 0 <= q e <= 1.
Hypothesis Hc : forall e, 0 < e < 1 -> is_derive c e (c1 e).
Hypothesis Hc1 : forall e, 0 < e < 1 -> 0 < c1 e.
Hypothesis Cq : continuity_pt q1 eta.
Hypothesis Cc : continuity_pt c1 eta.
Hypothesis Sm : smooth_wage pay h h1 h2.
Hypothesis Mono : forall x, pay x -> 0 <= h1 x.
Hypothesis Pay : forall e, 0 <= e <= 1 -> pay (U0 + c e).

Let ubar := U0 + c eta.

(** eta is the first best, and no effort at a distance comes close. *)
Hypothesis Best : forall e, 0 <= e <= 1 -> full_payoff c V U0 h e <= first_best c V eta U0 h.
Hypothesis Separated : forall r, 0 < r -> exists g, 0 < g /\
  forall e, 0 <= e <= 1 -> r <= Rabs (e - eta) -> full_payoff c V U0 h e <= first_best c V eta U0 h - g.

(** Premium of effort e, to first order, per unit of curvature. *)
Let A (e : R) : R := c1 e * c1 e / (2 * information (q e) (q1 e)).

(** No contract beats the flat wage of a seen effort. *)
Lemma payoff_le n e v : 0 <= e <= 1 -> admissible q c e U0 pay n v -> payoff q V h n e v <= full_payoff c V U0 h e.
Proof.
  destruct Sm as [Hi D1 D2 Cv _ _]; intros He [Py [_ Pa]]; unfold payoff, full_payoff.
  assert (Cv0 : forall x, pay x -> 0 <= h2 x) by (intros; left; apply Cv; assumption).
  set (u := U0 + c e); assert (U : pay u) by (apply Pay; exact He).
  assert (L : forall s, length s = n -> h u + h1 u * (v s - u) <= h (v s)).
  { intros s Hs; apply (tangent_below pay h h1 h2 Hi D1 D2 Cv0); [exact U|apply Py, Hs]. }
  pose proof (expect_le (q e) n _ _ (Q01 e He) L) as E.
  rewrite expect_plus, expect_scale, expect_minus, !expect_const in E.
  unfold participates in Pa.
  assert (0 <= h1 u * (expect (q e) n v - u)) by (apply Rmult_le_pos; [apply Mono, U|unfold u; lra]).
  lra.
Qed.

Lemma A_continuous : continuity_pt A eta.
Proof.
  assert (C0 : continuity_pt q eta).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    exists (q1 eta); apply Hq, Heta. }
  destruct (Pq eta Heta) as [P0 P1]; pose proof (Hq1 eta Heta) as Q1.
  assert (K : forall a, continuity_pt (fun _ => a) eta)
    by (intros a; apply continuity_pt_const; intros x y; reflexivity).
  unfold A, information.
  apply (continuity_pt_div (fun e => c1 e * c1 e) (fun e => 2 * (q1 e * q1 e / (q e * (1 - q e))))).
  - apply (continuity_pt_mult c1 c1); exact Cc.
  - apply (continuity_pt_mult (fun _ => 2) (fun e => q1 e * q1 e / (q e * (1 - q e)))); [apply K|].
    apply (continuity_pt_div (fun e => q1 e * q1 e) (fun e => q e * (1 - q e))).
    + apply (continuity_pt_mult q1 q1); exact Cq.
    + apply (continuity_pt_mult q (fun e => 1 - q e)); [exact C0|].
      apply (continuity_pt_minus (fun _ => 1) q); [apply K|exact C0].
    + nra.
  - pose proof (information_pos (q eta) (q1 eta) (Pq eta Heta) ltac:(lra)) as I0.
    unfold information in I0; lra.
Qed.

Lemma ratio_continuous : continuity_pt (fun e => c1 e / q1 e) eta.
Proof. apply (continuity_pt_div c1 q1); [exact Cc|exact Cq|pose proof (Hq1 eta Heta); lra]. Qed.

(** Near the first best every contract pays the premium, with the same constants. *)
Lemma near_payoff k a lo hi : 0 <= k < h2 ubar -> 0 < a -> pay lo -> pay hi -> lo < ubar < hi -> exists r C, 0 < r /\ 0 <= C /\
  forall n e v, (0 < n)%nat -> Rabs (e - eta) < r -> admissible q c e U0 pay n v ->
  payoff q V h n e v <= first_best c V eta U0 h - k * (A eta - a) / INR n + C / (INR n * INR n).
Proof.
  intros [K0 K1] Ha Plo Phi Hlh; destruct Sm as [Hi D1 D2 Cv _ Out].
  assert (Cv0 : forall x, pay x -> 0 <= h2 x) by (intros; left; apply Cv; assumption).
  destruct (Pq eta Heta) as [P0 P1]; pose proof (Hq1 eta Heta) as Q1; pose proof (Hc1 eta Heta) as C1.
  set (R := c1 eta / q1 eta); assert (R0 : 0 < R) by (apply Rdiv_lt_0_compat; assumption).
  set (T := R + 1).
  (* a window of utilities around ubar *)
  assert (Hu : pay ubar) by (apply Pay; lra).
  destruct (smooth_continuous pay h h1 h2 ubar Sm Hu (h2 ubar - k) ltac:(lra)) as [delta [Dp Win]].
  set (w := Rmin (delta / 2) (Rmin (ubar - lo) (hi - ubar))).
  assert (w0 : 0 < w) by (repeat apply Rmin_glb_lt; lra).
  assert (w1 : w <= delta / 2) by apply Rmin_l.
  assert (w2 : w <= ubar - lo) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (w3 : w <= hi - ubar) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_r]).
  assert (Ul : pay (ubar - w)) by (apply (Hi _ _ _ Plo Hu); lra).
  assert (Uh : pay (ubar + w)) by (apply (Hi _ _ _ Hu Phi); lra).
  destruct (far_bound_uniform pay h h1 h2 k T (ubar - w) (ubar + w) Sm Mono K0 Ul Uh ltac:(lra))
    as [B [B0 Far]].
  (* efforts whose utility, incentive and information are near eta's *)
  assert (C0 : continuity_pt c eta).
  { apply continuity_pt_filterlim, (ex_derive_continuous (V := R_NormedModule)).
    exists (c1 eta); apply Hc, Heta. }
  destruct (near_of_continuity c eta w C0 w0) as [r1 [r10 N1]].
  destruct (near_of_continuity _ eta 1 ratio_continuous ltac:(lra)) as [r2 [r20 N2]].
  destruct (near_of_continuity _ eta a A_continuous Ha) as [r3 [r30 N3]].
  set (r := Rmin (Rmin r1 r2) (Rmin r3 (Rmin eta (1 - eta)))).
  assert (S1 : r <= r1) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_l]).
  assert (S2 : r <= r2) by (eapply Rle_trans; [apply Rmin_l|apply Rmin_r]).
  assert (S3 : r <= r3) by (eapply Rle_trans; [apply Rmin_r|apply Rmin_l]).
  assert (S4 : r <= eta) by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_l]]).
  assert (S5 : r <= 1 - eta) by (eapply Rle_trans; [apply Rmin_r|eapply Rle_trans; [apply Rmin_r|apply Rmin_r]]).
  assert (r0 : 0 < r) by (repeat apply Rmin_glb_lt; lra).
  assert (D4 : 0 < (delta / 2) ^ 4) by (apply pow_lt; lra).
  set (b := B / (delta / 2) ^ 4); assert (b0 : 0 <= b) by (apply Rdiv_le_0_compat; assumption).
  exists r, (b * T ^ 4); split; [exact r0|split; [apply Rmult_le_pos; [exact b0|apply pow_le; unfold T; lra]|]].
  intros n e v Hn He Ad; pose proof (lt_0_INR n Hn) as N0.
  specialize (N1 e ltac:(lra)); specialize (N2 e ltac:(lra)); specialize (N3 e ltac:(lra)).
  apply Rabs_lt_between in He; apply Rabs_lt_between in N1; apply Rabs_lt_between in N2;
    apply Rabs_lt_between in N3.
  assert (E01 : 0 < e < 1) by lra.
  pose proof (Hq1 e E01) as Qe; pose proof (Hc1 e E01) as Ce.
  pose proof (information_pos (q e) (q1 e) (Pq e E01) ltac:(lra)) as Ie.
  assert (Re : 0 < c1 e / q1 e) by (apply Rdiv_lt_0_compat; assumption).
  assert (Rt : c1 e / q1 e <= T) by (unfold T, R; lra).
  assert (Ue : pay (U0 + c e)) by (apply Pay; lra).
  destruct Ad as [Py [Im Pa]].
  pose proof (premium_lower_at q c e (q1 e) (c1 e) U0 E01 (Hq e E01) Qe (Pq e E01) (Hc e E01)
    (Rlt_le _ _ Ce) pay h h1 h2 Hi D1 D2 Cv0 Ue (Mono _ Ue) k (delta / 2) B K0 ltac:(lra) B0) as L.
  assert (Wk : forall y, pay y -> Rabs (y - (U0 + c e)) <= delta / 2 -> k <= h2 y).
  { intros y Y Hy; apply Rabs_le_between in Hy.
    assert (Rabs (y - ubar) <= delta) as N by (apply Rabs_le_between; unfold ubar; lra).
    specialize (Win y Y N); apply Rabs_le_between in Win; lra. }
  specialize (L Wk).
  assert (Fe : forall t x, Rabs t <= c1 e / q1 e -> pay x ->
    h (U0 + c e) + h1 (U0 + c e) * (x - (U0 + c e)) + k * (t * (x - (U0 + c e))) - B <= h x).
  { intros t x Ht X; apply Far; [unfold ubar; lra|lra|exact X]. }
  specialize (L Fe n v Hn Py Im Pa); fold b in L.
  pose proof (Best e ltac:(lra)) as Be; unfold full_payoff in Be; unfold payoff.
  assert (kA : k * (A eta - a) / INR n <= k * (c1 e * c1 e) / (2 * (INR n * information (q e) (q1 e)))).
  { replace (k * (c1 e * c1 e) / (2 * (INR n * information (q e) (q1 e)))) with (k * A e / INR n)
      by (unfold A; field; lra).
    apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact N0|].
    apply Rmult_le_compat_l; [exact K0|lra]. }
  assert (bT : b * (c1 e / q1 e) ^ 4 / (INR n * INR n) <= b * T ^ 4 / (INR n * INR n)).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; nra|].
    apply Rmult_le_compat_l; [exact b0|apply pow_incr; lra]. }
  lra.
Qed.

Let K := h2 ubar * A eta.

(** From some n on no contract comes closer to the first best than (K_lin - eps)/n, whatever effort it makes a best reply. *)
Lemma payoff_below lo hi : pay lo -> pay hi -> lo < ubar < hi -> forall eps, 0 < eps ->
  Eventually.eventually (fun n => forall e v, 0 <= e <= 1 -> admissible q c e U0 pay n v ->
    payoff q V h n e v <= first_best c V eta U0 h - (K - eps) / INR n).
Proof.
  intros Plo Phi Hlh eps E0.
  destruct (Pq eta Heta) as [P0 P1]; pose proof (Hq1 eta Heta) as Q1; pose proof (Hc1 eta Heta) as C1.
  pose proof (information_pos (q eta) (q1 eta) (Pq eta Heta) ltac:(lra)) as I0.
  assert (Hu : pay ubar) by (apply Pay; lra).
  pose proof (wage_convex _ _ _ _ Sm ubar Hu) as H2.
  assert (A0 : 0 < A eta) by (apply Rdiv_lt_0_compat; nra).
  assert (KK : 0 < K) by (apply Rmult_lt_0_compat; assumption).
  set (e := Rmin (h2 ubar) (eps / (4 * A eta))).
  assert (e0 : 0 < e) by (apply Rmin_glb_lt; [exact H2|apply Rdiv_lt_0_compat; lra]).
  assert (eh : e <= h2 ubar) by apply Rmin_l.
  assert (eA : e * A eta <= eps / 4).
  { replace (eps / 4) with (eps / (4 * A eta) * A eta) by (field; lra).
    apply Rmult_le_compat_r; [lra|apply Rmin_r]. }
  set (a := eps / (4 * h2 ubar)); assert (a0 : 0 < a) by (apply Rdiv_lt_0_compat; lra).
  assert (ha : h2 ubar * a = eps / 4) by (unfold a; field; lra).
  destruct (near_payoff (h2 ubar - e) a lo hi ltac:(lra) a0 Plo Phi Hlh) as [r [C [r0 [C0 Near]]]].
  destruct (Separated r r0) as [g [g0 Far]].
  assert (Z1 : 0 <= 4 * C / eps) by (apply Rdiv_le_0_compat; lra).
  assert (Z2 : 0 <= K / g) by (apply Rdiv_le_0_compat; lra).
  apply Eventually.eventually_impl with (2 := Eventually.eventually_ge (1 + 4 * C / eps + K / g)).
  intros n HN e' v' He' Ad.
  assert (n0 : (0 < n)%nat) by (apply INR_lt; simpl; lra).
  pose proof (lt_0_INR n n0) as N0.
  assert (Small : C / INR n <= eps / 4).
  { apply Rmult_le_reg_r with (INR n); [exact N0|].
    replace (C / INR n * INR n) with (4 * C / eps * (eps / 4)) by (field; lra).
    rewrite (Rmult_comm (eps / 4)); apply Rmult_le_compat_r; lra. }
  assert (Kg : K / INR n <= g).
  { apply Rmult_le_reg_r with (INR n); [exact N0|].
    replace (K / INR n * INR n) with (K / g * g) by (field; lra).
    rewrite (Rmult_comm g); apply Rmult_le_compat_r; lra. }
  assert (Inv : 0 <= / INR n) by (left; apply Rinv_0_lt_compat; exact N0).
  destruct (Rlt_or_le (Rabs (e' - eta)) r) as [L|L].
  - apply Rle_trans with (1 := Near n e' v' n0 L Ad).
    assert (E : (K - eps) / INR n <= ((h2 ubar - e) * (A eta - a) - C / INR n) / INR n).
    { apply Rmult_le_compat_r; [exact Inv|].
      assert (0 <= e * a) by (apply Rmult_le_pos; lra).
      replace ((h2 ubar - e) * (A eta - a)) with (K - h2 ubar * a - e * A eta + e * a)
        by (unfold K; ring); lra. }
    replace (((h2 ubar - e) * (A eta - a) - C / INR n) / INR n) with
      ((h2 ubar - e) * (A eta - a) / INR n - C / (INR n * INR n)) in E by (field; lra); lra.
  - pose proof (payoff_le n e' v' He' Ad) as P; specialize (Far e' He' L).
    assert ((K - eps) / INR n <= K / INR n) by (apply Rmult_le_compat_r; [exact Inv|lra]).
    lra.
Qed.

(** Contracts within the limits on pay reach no more, so where some come close to the premium K_lin/n, at efforts of
    their choice, that is the gap of their class. *)
Theorem gap_limit_payoffs lo hi (values : nat -> R -> Prop) : pay lo -> pay hi -> lo < ubar < hi ->
  (forall n x, values n x -> payoffs q c V U0 pay h any_contract n x) ->
  (forall eps, 0 < eps -> Eventually.eventually (fun n =>
    exists x, values n x /\ first_best c V eta U0 h - (K + eps) / INR n <= x)) ->
  gap_tends values INR (first_best c V eta U0 h) (h2 ubar * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  intros Plo Phi Hlh Within At; pose proof (Hq1 eta Heta) as Q1.
  pose proof (information_pos (q eta) (q1 eta) (Pq eta Heta) ltac:(lra)) as I0.
  replace (h2 ubar * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))) with K
    by (unfold K, A; field; lra).
  apply gap_tends_of; intros eps E0; apply Eventually.eventually_impl with (2 := Eventually.eventually_and _ _
    (Eventually.eventually_ge 1) (Eventually.eventually_and _ _ (payoff_below lo hi Plo Phi Hlh eps E0) (At eps E0))).
  intros n [N1 [Below Reach]]; split; [lra|split; [exact Reach|]].
  intros y Y; destruct (Within n y Y) as [e [v [He [_ [Ad ->]]]]]; apply Below; assumption.
Qed.

(** So where some contract for eta does. *)
Theorem gap_limit_attained lo hi : pay lo -> pay hi -> lo < ubar < hi ->
  (forall k, h2 ubar < k -> attainable q c eta (q1 eta) (c1 eta) U0 pay h k) ->
  gap_tends (payoffs q c V U0 pay h any_contract) INR (first_best c V eta U0 h)
    (h2 ubar * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  intros Plo Phi Hlh At; apply (gap_limit_payoffs lo hi _ Plo Phi Hlh); [intros n x X; exact X|]; intros eps E0.
  pose proof (Hq1 eta Heta) as Q1; pose proof (Hc1 eta Heta) as C1.
  pose proof (information_pos (q eta) (q1 eta) (Pq eta Heta) ltac:(lra)) as I0.
  assert (A0 : 0 < A eta) by (apply Rdiv_lt_0_compat; nra).
  set (e := eps / (2 * A eta)); assert (e0 : 0 < e) by (apply Rdiv_lt_0_compat; lra).
  assert (eA : e * A eta = eps / 2) by (unfold e; field; lra).
  destruct (At (h2 ubar + e) ltac:(fold ubar; lra)) as [C [C0 Up]].
  assert (Z : 0 <= 2 * C / eps) by (apply Rdiv_le_0_compat; lra).
  apply Eventually.eventually_impl with
    (2 := Eventually.eventually_and _ _ (Eventually.eventually_ge (1 + 2 * C / eps)) Up).
  intros n [HN [v [Ad Cost]]]; assert (N0 : 0 < INR n) by lra.
  assert (Small : C / INR n <= eps / 2).
  { apply Rmult_le_reg_r with (INR n); [exact N0|].
    replace (C / INR n * INR n) with (2 * C / eps * (eps / 2)) by (field; lra).
    rewrite (Rmult_comm (eps / 2)); apply Rmult_le_compat_r; lra. }
  exists (payoff q V h n eta v); split; [exists eta, v; split; [lra|split; [exact Logic.I|split; [exact Ad|reflexivity]]]|].
  unfold payoff, first_best, full_payoff; fold ubar in Cost |- *.
  assert (E : ((h2 ubar + e) * A eta + C / INR n) / INR n <= (K + eps) / INR n).
  { apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; exact N0|unfold K; lra]. }
  replace (((h2 ubar + e) * A eta + C / INR n) / INR n) with
    ((h2 ubar + e) * (c1 eta * c1 eta) / (2 * (INR n * information (q eta) (q1 eta))) +
     C / (INR n * INR n)) in E by (unfold A; field; lra).
  lra.
Qed.

(** The linear contract, where it stays within the limits on pay at every count. *)
Theorem gap_limit : convex_in_agreement q c ->
  pay (ubar - c1 eta / q1 eta * q eta) -> pay (ubar + c1 eta / q1 eta * (1 - q eta)) ->
  gap_tends (payoffs q c V U0 pay h any_contract) INR (first_best c V eta U0 h)
    (h2 ubar * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  intros Conv Plo Phi; destruct (Pq eta Heta) as [P0 P1]; pose proof (Hq1 eta Heta) as Q1.
  assert (R : 0 < c1 eta / q1 eta) by (apply Rdiv_lt_0_compat; [apply Hc1, Heta|exact Q1]).
  assert (Hu : pay ubar) by (apply Pay; lra).
  apply (gap_limit_attained _ _ Plo Phi); [split; nra|]; intros k Hk.
  apply (linear_attains q c eta (q1 eta) (c1 eta) U0 Heta (Hq eta Heta) Q1 (Pq eta Heta) (Hc eta Heta)
    (Rlt_le _ _ (Hc1 eta Heta)) pay h h1 h2 (wage_interval _ _ _ _ Sm) (wage_slope _ _ _ _ Sm)
    (wage_curvature _ _ _ _ Sm) (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ Sm x X)) Hu
    (smooth_continuous _ _ _ _ _ Sm Hu) Conv Plo Phi); exact Hk.
Qed.

(** Linear pay cut off, where it does not: pay may reach below U0 and above ubar, and the cost is strongly convex in
    the probability of agreement, from eta. *)
Theorem gap_limit_liable m lo hi : 0 < m ->
  (forall e, 0 <= e <= 1 -> c eta + c1 eta / q1 eta * (q e - q eta) + m / 2 * ((q e - q eta) * (q e - q eta)) <= c e) ->
  (forall e, 0 <= e <= 1 -> 0 <= c e) -> pay lo -> lo < U0 -> pay hi -> ubar < hi ->
  gap_tends (payoffs q c V U0 pay h any_contract) INR (first_best c V eta U0 h)
    (h2 ubar * (c1 eta * c1 eta) / (2 * information (q eta) (q1 eta))).
Proof.
  intros Hm Strong Cp Plo Llo Phi Lhi; pose proof (Cp eta ltac:(lra)) as C0.
  assert (Hu : pay ubar) by (apply Pay; lra).
  apply (gap_limit_attained lo hi Plo Phi); [unfold ubar in *; lra|]; intros k Hk.
  apply (liable_upper q c eta (q1 eta) (c1 eta) U0 Heta (Hq1 eta Heta) (Pq eta Heta) Q01 (Hc1 eta Heta) Cp m Hm Strong
    pay h h1 h2 (wage_interval _ _ _ _ Sm) (wage_slope _ _ _ _ Sm)
    (wage_curvature _ _ _ _ Sm) (fun x X => Rlt_le _ _ (wage_convex _ _ _ _ Sm x X))
    (smooth_continuous _ _ _ _ _ Sm Hu) lo hi); assumption.
Qed.
End Gap.
