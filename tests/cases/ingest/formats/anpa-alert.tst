W2607_world
r a BC-NORLAND--Flood    01-12 1693
^BC-NORLAND--NewsAlert,17<
	   TOLVIK (AP) _ River rises over its banks in Tolvik.
	   AP-WF-01-12-31 0600GMT<


